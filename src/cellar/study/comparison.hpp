// SPDX-License-Identifier: Apache-2.0
// The optimizers of one study against each other, by the validation accuracy of their incumbents at one budget.
// Runs are paired: run r draws from the same random stream whatever the optimizer, so optimizers that begin with random
// architectures begin with the same ones, and with noise the same luck; the difference within a pair has less of both.
#pragma once

#include <optional>
#include <vector>

#include <cellar/study/anytime.hpp>
#include <cellar/study/statistics.hpp>
#include <cellar/study/statistics_friedman.hpp>

namespace cellar::study {

struct OptimizerScore {
  std::size_t optimizer;  ///< index into StudySpec::optimizers
  double mean;            ///< of the validation accuracy over the paired runs
  double standard_error;
  Quartiles val_accuracy;
  std::optional<double> test_accuracy;  ///< mean of the same incumbents
  double area;       ///< mean area under the curve (area_under_curve), from Comparison::area_from to the budget
  double mean_rank;  ///< over the paired runs; 1 is best, ties share the mean
};

struct PairComparison {
  std::size_t first, second;  ///< indices into Comparison::scores
  SignedRankTest test;        ///< of first minus second
  double p_holm;              ///< adjusted over all pairs of the comparison
  double a12;                 ///< vargha_delaney(first, second)
  double median_difference;   ///< of first minus second within the pairs
  bool differs;               ///< p_holm is at most kSignificanceLevel
};

struct Comparison {
  Budget budget;
  bool at_end = true;     ///< runs as they ended; else cut at the budget
  bool complete = true;   ///< all runs of the study take part
  int paired_runs = 0;    ///< run numbers at which every optimizer compared has a run that reached the budget
  double area_from = 0;
  std::vector<OptimizerScore> scores = {};
  std::vector<PairComparison> pairs = {};      ///< (0,1), (0,2), …, (1,2), …
  std::optional<FriedmanTest> over_runs = {};  ///< blocks are the paired runs
  /// The smallest adjusted p-value that so many paired runs can give; above kSignificanceLevel no test can find any
  /// difference, however large.
  double smallest_p_holm = 1;

  bool underpowered() const { return smallest_p_holm > kSignificanceLevel; }
};

/// Without a budget: finished runs as they ended (study's own budget), or where no run number is finished for all
/// optimizers, the most evaluations that all begun runs reached. With one: runs that got so far, cut there.
/// Optimizers without an answer are left out; `scores` is empty where no run is paired.
Comparison compare(const StudyRecord& record, const std::optional<Budget>& budget = {});

/// The simulated GPU days that all finished or begun runs reached: the largest budget for a comparison by time.
std::optional<Budget> common_time(const StudyRecord& record);

/// 10, 30, 100, 300, … evaluations below the study's budget.
std::vector<Budget> usual_budgets(const StudyRecord& record);

}  // namespace cellar::study
