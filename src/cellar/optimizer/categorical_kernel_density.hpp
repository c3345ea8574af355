// SPDX-License-Identifier: Apache-2.0
// A density over categorical values by kernels: Aitchison and Aitken, "Multivariate binary discrimination by the kernel
// method", Biometrika 63, 1976, as statsmodels has it (nonparametric/kernel_density.py, KDEMultivariate of unordered
// variables), which HpBandSter's BOHB uses.
//
//   density(x) = mean over the observations of the product over the parameters of
//                1 - h where the values agree, else h / (sizes - 1)
//   h = 1.06 sd n^(-1 / (4 + parameters)), the normal reference rule on the values' numbers
//
// Deviations: h is at most (size - 1) / size, where every value is as likely as any other: statsmodels lets it exceed 1,
// which makes densities negative. `size` is the number of values a parameter has, there the number that was observed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/space/space.hpp>

namespace cellar::optimizer {

class CategoricalKernelDensity {
 public:
  /// `observations` (at least one) point to a value for each parameter. No bandwidth is below `min_bandwidth`, in [0,1].
  CategoricalKernelDensity(std::span<const space::Parameter> parameters,
                           std::span<const std::span<const std::uint8_t>> observations, double min_bandwidth);

  /// Probability of this combination; those of all combinations sum to 1. Cost: observations x parameters.
  double probability(std::span<const std::uint8_t> values) const;

  /// An observation drawn uniformly, each of its values replaced with the probability of its bandwidth by one drawn
  /// uniformly from all (HpBandSter's way: a value stays with a probability above the kernel's 1 - h).
  /// `observation` says which.
  std::vector<std::uint8_t> sample(base::Rng& rng, std::size_t& observation) const;

  double bandwidth(std::size_t parameter) const { return columns_[parameter].bandwidth; }

 private:
  struct Column {
    std::vector<std::uint8_t> values;  // by observation
    int size;
    double bandwidth;
  };

  std::size_t observations_;
  std::vector<Column> columns_;  // by parameter
  mutable std::vector<double> products_;  // by observation; kept to spare allocations
};

}  // namespace cellar::optimizer
