// SPDX-License-Identifier: Apache-2.0
// All trainings of a NAS-Bench-101 file by cell: the budgets, their three repeats in the order of the file, halfway and
// final values; what the packed table is made from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/io/nb101_tfrecord.hpp>

namespace cellar::io {

inline constexpr std::size_t kNb101Repeats = 3;

/// Images classified rightly, of table::kNb101Images: all that a float32 accuracy in the files holds.
struct Nb101Point {
  std::uint16_t train = 0;
  std::uint16_t validation = 0;
  std::uint16_t test = 0;
  float training_seconds = 0;  ///< up to here, evaluations left out

  friend bool operator==(const Nb101Point&, const Nb101Point&) = default;
};

struct Nb101Run {
  Nb101Point halfway, final;

  friend bool operator==(const Nb101Run&, const Nb101Run&) = default;
};

/// One cell with its trainings; a plain value of 328 bytes.
struct Nb101CellResults {
  base::Md5Digest hash{};
  space::nb101::Cell cell;  ///< pruned, labelled as in the file
  std::int32_t trainable_parameters = 0;
  std::array<std::uint8_t, table::kNb101Budgets.size()> repeats{};  ///< per budget: 3 where the file has it, else 0
  /// [budget][repeat], as many as `repeats` says; the rest is 0.
  std::array<std::array<Nb101Run, kNb101Repeats>, table::kNb101Budgets.size()> runs{};

  friend bool operator==(const Nb101CellResults&, const Nb101CellResults&) = default;
};

/// Takes the records of one file, whatever their order, and hands out the cells. Memory: about 400 bytes per cell, up
/// to three times that while it grows.
/// Errors, all model_damaged:
/// - add(), with the record's position in `where`: an accuracy that is not a whole number of 9,984 images, a fourth
///   repeat, a cell that is not pruned or has another hash, a cell or a number of parameters that differs from the
///   earlier records of its hash;
/// - finish(), with the cell's hash in `where`: no records, missing repeats, a budget that only some of the cells have.
class Nb101Collector {
 public:
  base::Result<base::Done> add(const Nb101Entry& entry);

  /// Cells so far.
  std::size_t size() const { return cells_.size(); }

  /// By ascending hash, the order of the benchmark's published arrays. All cells have the same budgets. Whether all
  /// space::nb101::kCellCount are there is the caller's question.
  base::Result<std::vector<Nb101CellResults>> finish() &&;

 private:
  struct HashOfHash {
    std::size_t operator()(const base::Md5Digest& hash) const;
  };

  base::Result<Nb101CellResults*> find_or_add(const Nb101Entry& entry);

  std::vector<Nb101CellResults> cells_;
  std::unordered_map<base::Md5Digest, std::uint32_t, HashOfHash> places_;
};

}  // namespace cellar::io
