// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/diffusion_kernel.hpp>

#include <algorithm>

#include <cellar/base/math.hpp>

namespace cellar::optimizer {

DiffusionKernel::DiffusionKernel(std::span<const space::Parameter> parameters) {
  for (const auto& parameter : parameters) sizes_.push_back(parameter.size);
  set_scales(std::vector<double>(sizes_.size(), 0.0));
}

void DiffusionKernel::set_scales(std::span<const double> scales) {
  scales_.clear();
  correlations_.clear();
  for (std::size_t i = 0; i < scales.size(); ++i) {
    const double size = sizes_[i];
    scales_.push_back(std::clamp(scales[i], base::log(kMinTime / size), base::log(kMaxTime / size)));
    const double decay = base::exp(-size * base::exp(scales_.back()));
    correlations_.push_back((1 - decay) / (1 + (size - 1) * decay));
  }
}

double DiffusionKernel::log_slope(std::size_t parameter) const {
  const double size = sizes_[parameter];
  const double time = size * base::exp(scales_[parameter]);
  const double decay = base::exp(-time);
  return time * decay * (1 / (1 - decay) + (size - 1) / (1 + (size - 1) * decay));
}

void KernelPoints::add(std::span<const std::uint8_t> values) {
  for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].push_back(values[i]);
}

std::vector<std::uint8_t> KernelPoints::point(std::size_t index) const {
  std::vector<std::uint8_t> values;
  for (const auto& column : columns_) values.push_back(static_cast<std::uint8_t>(column[index]));
  return values;
}

void KernelPoints::correlations(const DiffusionKernel& kernel, std::span<const std::uint8_t> values,
                                std::span<double> out) const {
  std::fill(out.begin(), out.end(), 1.0);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const double value = values[i], unequal = kernel.correlation(i);
    const double* column = columns_[i].data();
    for (std::size_t j = 0; j < out.size(); ++j) out[j] *= column[j] == value ? 1.0 : unequal;
  }
}

void KernelPoints::differences(std::size_t parameter, std::uint8_t value, std::span<double> out) const {
  const double* column = columns_[parameter].data();
  for (std::size_t j = 0; j < out.size(); ++j) out[j] = column[j] == value ? 0.0 : 1.0;
}

}  // namespace cellar::optimizer
