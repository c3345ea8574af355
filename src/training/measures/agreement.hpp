// SPDX-License-Identifier: Apache-2.0
// How well predictions agree with the truth: the figures that NAS-Bench-301 compares surrogates by (arXiv 2008.09777,
// section 4; automl/nasbench301@61c670e, surrogate_models/utils.py, evaluate_metrics), and the mean absolute error.
#pragma once

#include <span>

namespace cellar::training {

/// Both spans have the same length, at least two. What is not defined is not a number: correlations where one side is
/// all equal, r2 where the truth is.
struct Agreement {
  double spearman;            ///< rank correlation, ties at their mean rank
  double rmse;                ///< in the unit of the values
  double r2;                  ///< share of the truth's variance explained
  double mae;                 ///< in the unit of the values
  double kendall_tau;         ///< tau-b
  double sparse_kendall_tau;  ///< sparse_kendall_tau below; means something for accuracies alone
};

/// Cost: that of sorting.
Agreement agreement(std::span<const double> predicted, std::span<const double> truth);

/// tau-b of accuracies as fractions, the predictions (and only they) rounded to kSparseStep, halves to even: what tells
/// architectures apart that differ by more than a training's noise (Yu et al., arXiv 1902.08142; NAS-Bench-301's sKT).
double sparse_kendall_tau(std::span<const double> predicted, std::span<const double> truth);

/// 0.1 percentage points.
inline constexpr double kSparseStep = 0.001;

}  // namespace cellar::training
