// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/cholesky.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include <cellar/base/math.hpp>

namespace cellar::optimizer {
namespace {

typedef double Pair __attribute__((vector_size(16)));  // what the smallest machines have

Pair load(const double* from) {
  Pair pair;
  std::memcpy(&pair, from, sizeof pair);
  return pair;
}

// sum += factor * row
void add_scaled(std::span<double> sum, std::span<const double> row, double factor) {
  for (std::size_t i = 0; i < row.size(); ++i) sum[i] += factor * row[i];
}

}  // namespace

double dot(std::span<const double> a, std::span<const double> b) {
  constexpr std::size_t kPairs = 4;
  Pair sums[kPairs] = {};
  std::size_t i = 0;
  for (; i + 2 * kPairs <= a.size(); i += 2 * kPairs)
    for (std::size_t p = 0; p < kPairs; ++p) sums[p] += load(&a[i + 2 * p]) * load(&b[i + 2 * p]);
  double rest = 0;
  for (; i < a.size(); ++i) rest += a[i] * b[i];
  const Pair sum = (sums[0] + sums[2]) + (sums[1] + sums[3]);
  return (sum[0] + sum[1]) + rest;
}

void CholeskyFactor::append(std::span<const double> entries, double diagonal) {
  const std::size_t row = size();
  const auto added = factor_.append();
  std::copy(entries.begin(), entries.end(), added.begin());
  const auto before = added.first(row);
  for (std::size_t column = 0; column < row; ++column) {
    const auto other = std::as_const(factor_)[column];
    before[column] = (before[column] - dot(before.first(column), other.first(column))) / other[column];
  }
  added[row] = std::sqrt(diagonal - dot(before, before));
}

void CholeskyFactor::solve_lower(std::span<double> b) const {
  for (std::size_t row = 0; row < size(); ++row) {
    const auto entries = factor_[row];
    b[row] = (b[row] - dot(entries.first(row), b.first(row))) / entries[row];
  }
}

void CholeskyFactor::solve_upper(std::span<double> z) const {
  for (std::size_t row = size(); row-- > 0;) {
    const auto entries = factor_[row];
    z[row] /= entries[row];
    add_scaled(z.first(row), entries.first(row), -z[row]);
  }
}

double CholeskyFactor::log_determinant() const {
  double sum = 0;
  for (std::size_t row = 0; row < size(); ++row) sum += base::log(factor_[row][row]);
  return 2 * sum;
}

LowerTriangle CholeskyFactor::inverse() const {
  LowerTriangle lower(size());  // of the factor
  for (std::size_t row = 0; row < size(); ++row) {
    const auto entries = factor_[row];
    const auto sum = lower[row];
    for (std::size_t k = 0; k < row; ++k) add_scaled(sum, std::as_const(lower)[k], -entries[k]);
    sum[row] = 1;
    for (double& value : sum) value /= entries[row];
  }
  LowerTriangle product(size());  // of its transpose and itself
  for (std::size_t k = 0; k < size(); ++k) {
    const auto row = std::as_const(lower)[k];
    for (std::size_t i = 0; i <= k; ++i) add_scaled(product[i], row.first(i + 1), row[i]);
  }
  return product;
}

}  // namespace cellar::optimizer
