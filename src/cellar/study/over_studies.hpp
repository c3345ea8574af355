// SPDX-License-Identifier: Apache-2.0
// Optimizers over several studies, one study being one block: Demšar, "Statistical comparisons of classifiers over
// multiple data sets", JMLR 7 (2006), with benchmarks for data sets.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <cellar/study/comparison.hpp>

namespace cellar::study {

/// Mean ranks over all studies at one budget; at the end of the runs where there is none.
struct BudgetRanks {
  std::optional<Budget> budget;
  std::vector<double> mean_ranks;  ///< by optimizer: mean over the studies of the mean rank over their paired runs
};

struct StudiesComparison {
  std::vector<OptimizerSpec> optimizers;            ///< those that every study compares, in the order of the first
  std::vector<std::vector<double>> ranks_by_study;  ///< of the mean validation accuracies at the end; 1 is best
  std::vector<double> mean_ranks;                   ///< over the studies
  std::optional<FriedmanTest> test;                 ///< blocks are the studies
  std::optional<double> critical_difference;        ///< Nemenyi's
  std::vector<BudgetRanks> by_budget;               ///< budgets that all studies reached, then the end
  int benchmarks = 0;                               ///< different ones; blocks of one benchmark depend on each other
};

/// Optimizers with the same options count as the same. Nothing for fewer than two studies or common optimizers.
std::optional<StudiesComparison> compare_over(std::span<const StudyRecord> studies);

}  // namespace cellar::study
