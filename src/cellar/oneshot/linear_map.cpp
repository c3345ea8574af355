// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/linear_map.hpp>

#include <algorithm>

#include <cellar/optimizer/cholesky.hpp>

namespace cellar::oneshot {
namespace {

void add_scaled(std::span<double> to, double factor, std::span<const double> values) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * values[i];
}

}  // namespace

void LinearMap::apply(std::span<const double> weights, std::span<const double> x, std::span<double> y) const {
  std::fill(y.begin(), y.end(), 0.0);
  if (biased_) add_scaled(y, 1, weights.subspan(bias_offset(), outputs_));
  for (std::size_t input = 0; input < inputs_; ++input) add_scaled(y, x[input], weights.subspan(row(input), outputs_));
}

void LinearMap::backward(std::span<const double> weights, std::span<const double> x, std::span<const double> dy,
                         std::span<double> gradients, std::span<double> dx) const {
  for (std::size_t input = 0; input < inputs_; ++input) {
    dx[input] += optimizer::dot(weights.subspan(row(input), outputs_), dy);
    add_scaled(gradients.subspan(row(input), outputs_), x[input], dy);
  }
  if (biased_) add_scaled(gradients.subspan(bias_offset(), outputs_), 1, dy);
}

}  // namespace cellar::oneshot
