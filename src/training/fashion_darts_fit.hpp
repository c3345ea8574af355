// SPDX-License-Identifier: Apache-2.0
// Fits the surrogate fashion-darts-trees-v1 to the architectures that were really trained. What comes out, and how good it
// is, stands in models/fashion-darts-trees-v1.md.
#pragma once

#include <string>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/fashion_darts.hpp>
#include <cellar/table/training_results.hpp>
#include "training/measures/agreement.hpp"
#include "training/tree_fit.hpp"

namespace cellar::training {

struct FashionDartsFitOptions {
  int members = 10;
  unsigned threads = 0;   ///< 0: one per core; the result does not depend on it
  std::string leave_out;  ///< an optimizer whose architectures nothing is fitted to; "": none is left out
};

/// A minute on two cores. Errors: mismatch for the trainings of another benchmark; unknown_name where no architecture, or
/// every one, is of the optimizer to leave out; invalid_argument for trainings of a single seed.
base::Result<benchmark::FashionDartsModel> fit_fashion_darts(const table::TrainingResults& results,
                                                             const FashionDartsFitOptions& options,
                                                             const PhaseProgress& progress);

struct FashionDartsFigures {
  Agreement val, test;  ///< each architecture by a model of the other folds
};

/// Cross-validation with folds at random. Errors of fit_fashion_darts.
base::Result<FashionDartsFigures> evaluate_fashion_darts(const table::TrainingResults& results, int folds,
                                                         const FashionDartsFitOptions& options,
                                                         const PhaseProgress& progress);

}  // namespace cellar::training
