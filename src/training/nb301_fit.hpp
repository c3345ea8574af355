// SPDX-License-Identifier: Apache-2.0
// Fits the surrogate of record, nb301-trees-v1, to corrected labels. What comes out, and how good it is, stands in
// models/nb301-trees-v1.md.
#pragma once

#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/nb301.hpp>
#include "training/label_set.hpp"
#include "training/tree_fit.hpp"

namespace cellar::training {

struct Nb301FitOptions {
  int members = 10;
  int trees = 500;           ///< per member of the accuracy ensemble
  unsigned threads = 0;      ///< 0: one per core; the result does not depend on it
  bool search_best = true;   ///< look for the best known architecture at the end (half of the time)
};

/// The features of these architectures.
FeatureMatrix feature_matrix(const LabelSet& labels, std::span<const std::size_t> rows);

/// The accuracy ensemble alone, fitted to labels corrected by the published rows given (see LabelCorrection).
base::Result<surrogate::TreeEnsembleSpec> fit_val_accuracy(const LabelSet& labels,
                                                           std::span<const std::size_t> published_rows,
                                                           const Nb301FitOptions& options, const FitProgress& progress);

/// The whole model: accuracy, runtime, learning curve, thresholds and best known architecture. Minutes on two cores.
base::Result<benchmark::Nb301Model> fit_nb301(const LabelSet& labels, const Nb301FitOptions& options,
                                              const PhaseProgress& progress);

/// Mean over the teachers of how far the accuracy after kLabelEpochs[e] epochs stays below that after 98, by epoch but
/// the last, then by row: what the learning curve is fitted to.
std::vector<std::vector<double>> learning_gaps(const LabelSet& labels, std::span<const std::size_t> rows);

}  // namespace cellar::training
