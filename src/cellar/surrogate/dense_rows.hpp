// SPDX-License-Identifier: Apache-2.0
// A dense layer applied to many rows at once, in float32. Every value of the result is one sum, taken from the bias on
// by ascending input, so it has the same bits whatever rows stand beside it and however wide the machine's vectors are:
// lanes are different outputs, never parts of one sum. (Eigen's products split sums by the vector width, so they are
// not used.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <cellar/surrogate/network_specs.hpp>

namespace cellar::surrogate {

/// Rows of values are padded with zeros to whole vectors.
inline constexpr std::size_t kRowLanes = 4;

constexpr std::size_t padded(std::size_t width) { return (width + kRowLanes - 1) / kRowLanes * kRowLanes; }

/// `rows` x `width` values, row by row, as rows of padded(width).
std::vector<float> pad_rows(std::span<const float> values, std::size_t width);

inline void rectify(std::span<float> values) {
  for (float& value : values) value = value > 0 ? value : 0;
}

/// to[i] += from[i]
inline void add_row(std::span<float> to, const float* from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

class DenseRows {
 public:
  explicit DenseRows(const DenseSpec& spec);

  /// Of a row of results, a multiple of kRowLanes.
  std::size_t width() const { return width_; }

  /// `x` holds rows of padded(inputs), `y` takes as many of width().
  void apply(std::span<const float> x, std::span<float> y) const;

  /// Of one sparse binary row, given by its ascending ones.
  void apply_sparse(std::span<const std::uint16_t> ones, std::span<float> y) const;

 private:
  std::size_t inputs_;
  std::size_t width_;
  std::vector<float> weights_;  // inputs x width
  std::vector<float> biases_;   // width
};

}  // namespace cellar::surrogate
