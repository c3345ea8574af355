// SPDX-License-Identifier: Apache-2.0
// From a booster that XGBoost trained to our own trees, by way of XGBoost's JSON model (its documentation:
// "Introduction to Model IO").
#pragma once

#include <vector>

#include <xgboost/c_api.h>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/deep_trees.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>

namespace cellar::training {

/// One member of a TreeEnsembleSpec.
struct MemberTrees {
  double base = 0;
  std::vector<surrogate::Tree> trees;
};

/// The trees of a booster that was trained with objective reg:squarederror on features that are whole numbers 0..255,
/// none missing. XGBoost sends x < t to the left; on whole numbers that is x <= ceil(t) - 1. A leaf becomes the nearest
/// multiple of `quantum`, so a prediction moves by at most trees * quantum / 2, apart from float32 rounding in XGBoost.
/// Errors: invalid_argument for a tree deeper than kMaxDepth, a threshold that does not separate 0..255, or a leaf
/// beyond 32,767 quanta; internal where XGBoost itself fails.
base::Result<MemberTrees> trees_from_booster(BoosterHandle booster, double quantum);

/// The same for trees of any depth on features -1..255, with their leaves as they are.
base::Result<std::vector<surrogate::DeepTree>> deep_trees_from_booster(BoosterHandle booster);

}  // namespace cellar::training
