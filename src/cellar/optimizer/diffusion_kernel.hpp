// SPDX-License-Identifier: Apache-2.0
// The diffusion kernel over categorical parameters: Kondor and Lafferty, "Diffusion Kernels on Graphs", ICML 2002,
// section 3.3; with a scale for each parameter as in COMBO (Oh et al., NeurIPS 2019, arXiv 1902.00448, section 2).
//
// A parameter's values are the vertices of a complete graph, whose kernel exp(-beta L) has a closed form. Divided by
// its diagonal, it is 1 for equal values, and for unequal ones of k
//   (1 - exp(-k beta)) / (1 + (k - 1) exp(-k beta)).
// The kernel of two points is the product over parameters, which is that of the graphs' Cartesian product.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <cellar/space/space.hpp>

namespace cellar::optimizer {

/// One scale for each parameter, log beta: with a small one unequal values are kept apart, with a large one the
/// parameter hardly matters.
class DiffusionKernel {
 public:
  /// k beta stays between these, and the correlation of unequal values of seven between 0.0014 and 1 - 1.5e-8: beyond,
  /// the likelihood hardly depends on beta.
  static constexpr double kMinTime = 0.01;
  static constexpr double kMaxTime = 20;

  /// All scales are 0, as COMBO begins.
  explicit DiffusionKernel(std::span<const space::Parameter> parameters);

  std::size_t parameters() const { return sizes_.size(); }
  std::span<const double> scales() const { return scales_; }
  /// Those out of range become the limits.
  void set_scales(std::span<const double> scales);

  /// Of two points that differ in this parameter alone.
  double correlation(std::size_t parameter) const { return correlations_[parameter]; }
  /// Derivative of its logarithm by the parameter's scale.
  double log_slope(std::size_t parameter) const;

 private:
  std::vector<double> sizes_;
  std::vector<double> scales_;
  std::vector<double> correlations_;
};

/// Points of a categorical space, by parameter, so that the kernel of one with all of them goes along a column.
class KernelPoints {
 public:
  explicit KernelPoints(std::size_t parameters) : columns_(parameters) {}
  std::size_t size() const { return columns_.empty() ? 0 : columns_.front().size(); }
  void add(std::span<const std::uint8_t> values);
  std::vector<std::uint8_t> point(std::size_t index) const;

  /// Correlations of `values` with the first `out.size()` points.
  void correlations(const DiffusionKernel& kernel, std::span<const std::uint8_t> values, std::span<double> out) const;

  /// For each of the first `out.size()` points 1 where it has another value, else 0.
  void differences(std::size_t parameter, std::uint8_t value, std::span<double> out) const;

 private:
  std::vector<std::vector<double>> columns_;  // as numbers that are compared in as many lanes as they are multiplied
};

}  // namespace cellar::optimizer
