// SPDX-License-Identifier: Apache-2.0
// Fills the gaps of NAS-Bench-101's public measurements: validation accuracy by budget and training time are known for
// 20,001 of the 423,624 cells, test accuracy for all. Trees fitted to the former answer for the rest.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/nb101_enumeration.hpp>
#include <cellar/table/nb101_table.hpp>
#include "training/measures/agreement.hpp"
#include "training/tree_fit.hpp"

namespace cellar::training {

/// The file nb101-measurements-v1.cellar, made by models/pack_nb101.py. Cells in ascending order of their hashes.
struct Nb101Measurements {
  std::vector<std::uint16_t> test_correct;  ///< all cells
  std::array<std::vector<std::uint16_t>, table::kNb101Budgets.size()> val_correct;  ///< the first cells only
  std::vector<double> training_seconds;                                              ///< the same
  std::size_t measured() const { return training_seconds.size(); }
};

/// Error model_damaged for a file that fails a check.
base::Result<Nb101Measurements> read_nb101_measurements(std::span<const std::uint8_t> bytes);

/// What is modelled: accuracies after 4, 12, 36 and 108 epochs, then training time.
inline constexpr std::size_t kNb101Quantities = table::kNb101Budgets.size() + 1;

struct Nb101Figures {
  std::array<Agreement, kNb101Quantities> unseen;  ///< by cross-validation; accuracies as fractions, seconds
  double noise_spearman;  ///< of the measured accuracy after 108 epochs with itself, once more with the noise of repeats
};

/// `folds`-fold cross-validation over the measured cells. Minutes.
base::Result<Nb101Figures> cross_validate_nb101(const Nb101Measurements& measurements, int folds, unsigned threads,
                                                const PhaseProgress& progress);

/// All cells in ascending order of their keys: measured values where they are known, modelled ones on_grid elsewhere.
base::Result<std::vector<table::Nb101Row>> fit_nb101(const Nb101Measurements& measurements, unsigned threads,
                                                     const PhaseProgress& progress);

/// Of those rows, the cells that the three spaces of NAS-Bench-1Shot1 reach.
std::vector<table::Nb101Row> one_shot_rows(std::span<const table::Nb101Row> rows);

}  // namespace cellar::training
