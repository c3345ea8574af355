// SPDX-License-Identifier: Apache-2.0
// Figures of a study: the result at the end per optimizer and the anytime curve on a common grid.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <cellar/study/record.hpp>

namespace cellar::study {

struct Quartiles {
  double q25, median, q75;
};

/// Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, NumPy's default). Not empty.
Quartiles quartiles(std::vector<double> values);

struct OptimizerSummary {
  std::size_t optimizer;
  int runs;
  double mean;                 ///< of the incumbents' validation accuracy
  double sd;                   ///< between runs (n - 1); 0 for one run
  Quartiles val_accuracy;
  double simulated_gpu_days;   ///< mean per run
  std::optional<double> val_regret;   ///< mean over runs, where the record knows the optimum
  std::optional<double> test_regret;  ///< of the same incumbents, which are chosen by validation accuracy
  space::Architecture best;    ///< best incumbent of all runs
  benchmark::Evaluation best_answer;
};

std::vector<OptimizerSummary> summarize(const StudyRecord& record);

enum class CurveAxis { evaluations, simulated_gpu_days };

/// Validation accuracy at full fidelity of the incumbent so far over the runs of one optimizer, at the points of a grid shared by all optimizers:
/// 1, 2, … in 97 logarithmic steps of evaluations, or of simulated time from the first evaluation of all runs on.
struct AnytimeCurve {
  std::size_t optimizer;
  std::vector<double> x;
  std::vector<Quartiles> val_accuracy;
  std::vector<double> mean;
};

std::vector<AnytimeCurve> anytime_curves(const StudyRecord& record, CurveAxis axis);

}  // namespace cellar::study
