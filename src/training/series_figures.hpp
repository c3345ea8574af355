// SPDX-License-Identifier: Apache-2.0
// What really trained networks say by themselves: how accurate they are, and how far seeds agree.
#pragma once

#include <vector>

#include <cellar/table/training_results.hpp>

namespace cellar::training {

struct SeriesFigures {
  table::TrainingSeries series;
  std::size_t trained = 0;
  std::size_t diverged = 0;               ///< of these
  double val_accuracy = 0, test_accuracy = 0;  ///< means; a diverged training has no right image
};

/// One for each series, in their order; series that trained nothing are left out.
std::vector<SeriesFigures> series_figures(const table::TrainingResults& results);

struct SeedPairFigures {
  int epochs = 0;
  std::uint16_t first = 0, second = 0;  ///< seeds
  std::size_t cells = 0;                ///< that both trained
  double spearman = 0;                  ///< of the validation accuracies
};

/// All pairs of seeds of equal epochs that trained ten cells or more in common.
std::vector<SeedPairFigures> seed_pair_figures(const table::TrainingResults& results);

}  // namespace cellar::training
