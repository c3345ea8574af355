// SPDX-License-Identifier: Apache-2.0
// Answers for the cells of fashion-1shot1-1 to -3 that were not trained yet: trees fitted to those that were.
#pragma once

#include <cellar/base/result.hpp>
#include <cellar/table/training_results.hpp>
#include "training/measures/agreement.hpp"
#include "training/tree_fit.hpp"

namespace cellar::training {

/// Fewer trained cells than this are not worth a model.
inline constexpr std::size_t kLeastTrainedCells = 100;

/// Fills results.modelled: for each number of epochs the accuracies of all cells that no seed trained so long, rounded
/// to whole images; nothing where there are none. Errors: mismatch where the results are of another benchmark;
/// invalid_argument for too few trainings.
base::Result<base::Done> model_untrained_cells(table::TrainingResults& results, unsigned threads,
                                               const PhaseProgress& progress);

/// How accuracies modelled for cells that were trained, but not fitted to, agree with the measured ones (fractions).
struct HeldOutAgreement {
  Agreement val, test;
};

struct FashionModelFigures {
  HeldOutAgreement random_folds;  ///< each cell by a model of the others' folds
  HeldOutAgreement later_half;    ///< the second half in the order of the rows, by a model of the first half
};

/// Of the longest training. Errors of model_untrained_cells.
base::Result<FashionModelFigures> evaluate_fashion_model(const table::TrainingResults& results, int folds,
                                                         unsigned threads, const PhaseProgress& progress);

}  // namespace cellar::training
