// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/dense_rows.hpp>

#include <algorithm>
#include <cassert>

namespace cellar::surrogate {
namespace {

// The compilers' own vector types (GCC manual, "Vector Extensions"); alignment is that of an element.
typedef float Vector __attribute__((vector_size(kRowLanes * sizeof(float))));
typedef float UnalignedVector __attribute__((vector_size(kRowLanes * sizeof(float)), aligned(4), may_alias));

Vector load(const float* values) { return *reinterpret_cast<const UnalignedVector*>(values); }
void store(Vector vector, float* values) { *reinterpret_cast<UnalignedVector*>(values) = vector; }

struct Product {
  const float* x;
  std::size_t x_step;  // from row to row
  const float* weights;
  const float* biases;
  std::size_t inputs;
  std::size_t width;
  float* y;
};

// kRows x kVectors sums stay in registers while the inputs go by.
template <int kRows, int kVectors>
void multiply_block(const Product& p, std::size_t row, std::size_t column) {
  Vector sums[kRows][kVectors];
  for (int v = 0; v < kVectors; ++v)
    for (int r = 0; r < kRows; ++r) sums[r][v] = load(p.biases + column + kRowLanes * v);
  const float* x = p.x + row * p.x_step;
  const float* weights = p.weights + column;
  for (std::size_t i = 0; i < p.inputs; ++i, weights += p.width) {
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) {
      const Vector w = load(weights + kRowLanes * v);
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) sums[r][v] += x[r * p.x_step + i] * w;
    }
  }
  for (int r = 0; r < kRows; ++r)
    for (int v = 0; v < kVectors; ++v) store(sums[r][v], p.y + (row + r) * p.width + column + kRowLanes * v);
}

template <int kRows, int kVectors>
void multiply_rows(const Product& p, std::size_t row) {
  std::size_t column = 0;
  for (; column + kVectors * kRowLanes <= p.width; column += kVectors * kRowLanes)
    multiply_block<kRows, kVectors>(p, row, column);
  for (; column < p.width; column += kRowLanes) multiply_block<kRows, 1>(p, row, column);
}

// Twelve sums of the baseline's sixteen registers; for a row alone as many as hide an addition's latency.
constexpr int kRowBlock = 4, kVectorBlock = 3, kLoneVectorBlock = 8;

}  // namespace

std::vector<float> pad_rows(std::span<const float> values, std::size_t width) {
  const std::size_t rows = values.size() / width;
  std::vector<float> out(rows * padded(width));
  for (std::size_t r = 0; r < rows; ++r)
    std::copy_n(values.data() + r * width, width, out.data() + r * padded(width));
  return out;
}

DenseRows::DenseRows(const DenseSpec& spec)
    : inputs_(static_cast<std::size_t>(spec.inputs)), width_(padded(static_cast<std::size_t>(spec.outputs))),
      weights_(pad_rows(spec.weights, static_cast<std::size_t>(spec.outputs))),
      biases_(pad_rows(spec.biases, static_cast<std::size_t>(spec.outputs))) {}

void DenseRows::apply(std::span<const float> x, std::span<float> y) const {
  const std::size_t x_step = padded(inputs_);
  const std::size_t rows = x.size() / x_step;
  assert(y.size() == rows * width_);
  const Product product{x.data(), x_step, weights_.data(), biases_.data(), inputs_, width_, y.data()};
  std::size_t row = 0;
  for (; row + kRowBlock <= rows; row += kRowBlock) multiply_rows<kRowBlock, kVectorBlock>(product, row);
  for (; row < rows; ++row) multiply_rows<1, kLoneVectorBlock>(product, row);
}

void DenseRows::apply_sparse(std::span<const std::uint16_t> ones, std::span<float> y) const {
  std::copy(biases_.begin(), biases_.end(), y.begin());
  for (const std::size_t one : ones) add_row(y, weights_.data() + one * width_);
}

}  // namespace cellar::surrogate
