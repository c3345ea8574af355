// SPDX-License-Identifier: Apache-2.0
// Fits ensembles of regression trees to whole-number features with XGBoost (Chen and Guestrin, KDD 2016).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>

namespace cellar::training {

struct TreeFitOptions {
  int members = 10;             ///< with two or more, member m leaves out fold m of as many and takes seed m
  int trees = 500;              ///< per member
  int max_depth = surrogate::kMaxDepth;
  double learning_rate = 0.15;
  double min_child_weight = 5;
  double columns = 0.5;         ///< share of the features each tree sees
  double unit = 1;              ///< the trees are fitted to (target - centre) / unit, so that leaves have a handy size
  double quantum = 0.001;       ///< of the leaves, in units
  unsigned threads = 0;         ///< 0: one per core; the result does not depend on it
};

/// Rows of whole numbers 0..255.
struct FeatureMatrix {
  std::size_t columns = 0;
  std::vector<std::uint8_t> values;  ///< row by row
  std::size_t rows() const { return values.size() / columns; }
};

/// Called after each member with how many are done; from one thread at a time.
using FitProgress = std::function<void(int done)>;

/// Of a longer fit: called with the name of a phase and how far it is.
using PhaseProgress = std::function<void(std::string_view phase, int done, int total)>;

/// An ensemble named `name` for one target per row. Folds are drawn with seed 0 from our own generator. Error internal
/// where XGBoost fails; invalid_argument where a tree does not fit the model file's format.
base::Result<surrogate::TreeEnsembleSpec> fit_trees(std::string name, const FeatureMatrix& features,
                                                    std::span<const double> targets, const TreeFitOptions& options,
                                                    const FitProgress& progress);

/// The members' mean for each row.
std::vector<double> predict_mean(const surrogate::TreeEnsemble& ensemble, const FeatureMatrix& features);

/// The fold of each row, 0 .. folds - 1, in equal shares at random.
std::vector<int> draw_folds(std::size_t rows, int folds);

}  // namespace cellar::training
