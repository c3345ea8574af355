// SPDX-License-Identifier: Apache-2.0
// How well predictions agree with the truth.
#pragma once

#include <span>

namespace cellar::training {

/// Both spans have the same length, at least two.
struct Agreement {
  double spearman;  ///< rank correlation, ties at their mean rank
  double rmse;      ///< in the unit of the values
  double r2;        ///< share of the truth's variance explained
};

Agreement agreement(std::span<const double> predicted, std::span<const double> truth);

}  // namespace cellar::training
