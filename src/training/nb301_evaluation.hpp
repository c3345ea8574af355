// SPDX-License-Identifier: Apache-2.0
// The figures of nb301-trees-v1's card.
#pragma once

#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/nb301.hpp>
#include "training/label_set.hpp"
#include "training/measures/agreement.hpp"
#include "training/nb301_fit.hpp"

namespace cellar::training {

struct Nb301Figures {
  Agreement own_labels;        ///< corrected labels of the held-out random architectures, which nothing was fitted to
  Agreement own_labels_one;    ///< the same for the first member alone
  Agreement runtime;           ///< teacher v1's seconds for the same architectures
  Agreement published;         ///< the published predictions, which the correction has seen
  std::vector<Agreement> curve;  ///< mean accuracy of the teachers after kLabelEpochs[i] epochs, put at the level of the
                                 ///< corrected label; the last epoch is left out
};

/// Seconds.
base::Result<Nb301Figures> evaluate_nb301(const LabelSet& labels, const benchmark::Nb301Model& model);

/// `folds`-fold cross-validation against the published predictions: for each fold the correction and the whole accuracy
/// ensemble are fitted anew without that fold's published values. Takes `folds` times the ensemble's fit.
base::Result<Agreement> cross_validate_published(const LabelSet& labels, int folds, const Nb301FitOptions& options,
                                                 const PhaseProgress& progress);

/// How teacher v1 alone does, put on the published scale by a straight line that is fitted with the same folds.
Agreement cross_validate_teacher(const LabelSet& labels, int folds);

}  // namespace cellar::training
