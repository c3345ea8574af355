// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/categorical_kernel_density.hpp>

#include <algorithm>
#include <cmath>

#include <cellar/base/math.hpp>

namespace cellar::optimizer {
namespace {

// Scott's constant for the normal reference rule, as statsmodels rounds it.
constexpr double kReference = 1.06;

// Population standard deviation of the values' numbers, as numpy.std.
double spread(std::span<const std::uint8_t> values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const auto value : values) sum += value;
  double squares = 0;
  for (const auto value : values) squares += (value - sum / n) * (value - sum / n);
  return std::sqrt(squares / n);
}

}  // namespace

CategoricalKernelDensity::CategoricalKernelDensity(std::span<const space::Parameter> parameters,
                                                   std::span<const std::span<const std::uint8_t>> observations,
                                                   double min_bandwidth)
    : observations_(observations.size()), products_(observations.size()) {
  const auto n = static_cast<double>(observations_);
  const double shrinking = base::exp(-base::log(n) / (4 + static_cast<double>(parameters.size())));
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    Column& column = columns_.emplace_back();
    for (const auto& values : observations) column.values.push_back(values[p]);
    column.size = parameters[p].size;
    const double uniform = static_cast<double>(column.size - 1) / column.size;
    column.bandwidth = std::min(uniform, std::max(min_bandwidth, kReference * spread(column.values) * shrinking));
  }
}

double CategoricalKernelDensity::probability(std::span<const std::uint8_t> values) const {
  std::fill(products_.begin(), products_.end(), 1.0);
  for (std::size_t p = 0; p < columns_.size(); ++p) {
    const Column& column = columns_[p];
    if (column.size == 1) continue;
    const double same = 1 - column.bandwidth;
    const double other = column.bandwidth / (column.size - 1);
    for (std::size_t i = 0; i < observations_; ++i) products_[i] *= column.values[i] == values[p] ? same : other;
  }
  double sum = 0;
  for (const double product : products_) sum += product;
  return sum / static_cast<double>(observations_);
}

std::vector<std::uint8_t> CategoricalKernelDensity::sample(base::Rng& rng, std::size_t& observation) const {
  observation = rng.below(static_cast<std::uint32_t>(observations_));
  std::vector<std::uint8_t> values;
  values.reserve(columns_.size());
  for (const Column& column : columns_)
    values.push_back(rng.uniform() < 1 - column.bandwidth
                         ? column.values[observation]
                         : static_cast<std::uint8_t>(rng.below(static_cast<std::uint32_t>(column.size))));
  return values;
}

}  // namespace cellar::optimizer
