// SPDX-License-Identifier: Apache-2.0
// Answers of NAS-Bench-101 (Ying et al., ICML 2019) by cell, packed: what was measured, exactly; what is not publicly
// known, as a model fills it in, flagged. File: a container of kind kNb101TableKind, byte by byte in models/FORMAT.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/nb101.hpp>

namespace cellar::table {

/// Epochs of NAS-Bench-101's trainings, each with a learning rate schedule of its own.
inline constexpr std::array<int, 4> kNb101Budgets = {4, 12, 36, 108};

/// Accuracies are counts of this many images: the evaluation drops the last, incomplete batch.
inline constexpr int kNb101Images = 9984;

struct Nb101Values {
  std::uint16_t test_correct = 0;                               ///< after 108 epochs, first repeat; measured
  std::array<std::uint16_t, kNb101Budgets.size()> val_correct{};  ///< by budget; at 108 the best of three repeats
  std::uint32_t training_milliseconds = 0;                        ///< for 108 epochs
  bool measured = false;  ///< val_correct and training_milliseconds were measured; else a model's
  friend bool operator==(const Nb101Values&, const Nb101Values&) = default;
};

struct Nb101Row {
  space::nb101::Key key;
  Nb101Values values;
};

/// One training, where a table holds every one of them: one that was made from NAS-Bench-101's own files.
struct Nb101Repeat {
  std::uint16_t val_correct = 0;
  std::uint16_t test_correct = 0;
  std::uint32_t training_milliseconds = 0;
  friend bool operator==(const Nb101Repeat&, const Nb101Repeat&) = default;
};

/// The three repeats of a cell at one budget.
using Nb101Repeats = std::array<Nb101Repeat, 3>;

/// By budget: the repeats of all rows, or nothing.
using Nb101RepeatColumns = std::array<std::vector<Nb101Repeats>, kNb101Budgets.size()>;

inline constexpr std::string_view kNb101TableKind = "nb101-table";

/// What is not measured is kept on a grid far finer than the model's error: 0.05 points at 108 epochs, 0.2 at 36, 0.5 at
/// 12 and 4, two seconds.
Nb101Values on_grid(const Nb101Values& values);

class Nb101Table {
 public:
  /// Error model_damaged names the section. Takes about a second for all cells, a tenth for the cells of the
  /// NAS-Bench-1Shot1 spaces; memory 50 bytes a cell.
  static base::Result<Nb101Table> read(std::span<const std::uint8_t> file);

  const std::string& name() const { return name_; }
  std::size_t size() const { return keys_.size(); }

  /// Ascending.
  std::span<const space::nb101::Key> keys() const { return keys_; }
  const Nb101Values& values(std::size_t row) const { return values_[row]; }

  /// The trainings of a row at a budget (index of kNb101Budgets); nullptr where the table holds none.
  const Nb101Repeats* repeats(std::size_t row, std::size_t budget) const {
    return repeats_[budget].empty() ? nullptr : &repeats_[budget][row];
  }

  /// The row of a cell. Cost: about 0.1 microseconds.
  std::optional<std::size_t> find(space::nb101::Key key) const;

 private:
  void build_index();

  std::string name_;
  std::vector<space::nb101::Key> keys_;
  std::vector<Nb101Values> values_;
  Nb101RepeatColumns repeats_;
  std::vector<std::uint32_t> index_;  ///< hash table: row + 1, or 0
};

/// A file with these rows, in ascending order of their keys. `whole_space`: they are all cells, so that keys need not be
/// kept. Values that were not measured must be on_grid. A column of repeats is empty or as long as the rows.
base::Result<std::vector<std::uint8_t>> write_nb101_table(std::string name, std::string version,
                                                          std::span<const Nb101Row> rows, bool whole_space,
                                                          const Nb101RepeatColumns& repeats = {});

}  // namespace cellar::table
