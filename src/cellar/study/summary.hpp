// SPDX-License-Identifier: Apache-2.0
// What the runs of a study ended with, per optimizer.
#pragma once

#include <optional>
#include <vector>

#include <cellar/study/anytime.hpp>

namespace cellar::study {

struct OptimizerSummary {
  std::size_t optimizer;
  int runs;
  double mean;                 ///< of the incumbents' validation accuracy
  double sd;                   ///< between runs (n - 1); 0 for one run
  Quartiles val_accuracy;
  double simulated_gpu_days;   ///< mean per run
  std::optional<double> test_accuracy;  ///< mean of the same incumbents, which are chosen by validation accuracy
  std::optional<double> val_regret;     ///< mean over runs, where the record knows the optimum
  std::optional<double> test_regret;
  space::Architecture best;    ///< best incumbent of all runs
  benchmark::Evaluation best_answer;
};

/// Optimizers without an answer are left out.
std::vector<OptimizerSummary> summarize(const StudyRecord& record);

}  // namespace cellar::study
