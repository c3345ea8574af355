// SPDX-License-Identifier: Apache-2.0
// Gaussian process regression over categorical parameters: Rasmussen and Williams, "Gaussian Processes for Machine
// Learning", 2006, sections 2.2 and 5.4.1, with the diffusion kernel.
//
// Observations are mean + f + noise, where f has variance `amplitude` and the kernel's correlations, and the noise has
// variance `noise` times the amplitude. Mean and amplitude are those of the greatest likelihood, in closed form.
#pragma once

#include <span>
#include <vector>

#include <cellar/optimizer/cholesky.hpp>
#include <cellar/optimizer/diffusion_kernel.hpp>

namespace cellar::optimizer {

class GaussianProcess {
 public:
  /// `noise` must be above 0.
  GaussianProcess(DiffusionKernel kernel, double noise)
      : kernel_(std::move(kernel)), noise_(noise), points_(kernel_.parameters()) {}

  const DiffusionKernel& kernel() const { return kernel_; }
  double noise() const { return noise_; }
  std::size_t size() const { return targets_.size(); }

  /// With the same observations.
  GaussianProcess with(DiffusionKernel kernel, double noise) const;

  /// Cost quadratic in the number of observations. They count from the next update() on.
  void add(std::span<const std::uint8_t> values, double target);

  /// Cost quadratic. To be called after the last of some add(); there must be one observation.
  void update();

  double mean() const { return mean_; }
  double amplitude() const { return amplitude_; }

  /// f and mean at one point, and what is known of its spread.
  class Prediction {
   public:
    double mean() const { return mean_; }
    /// Never below sd(); what the nearest observation alone would tell.
    double sd_bound() const;
    /// Cost quadratic.
    double sd();

   private:
    friend class GaussianProcess;
    const GaussianProcess* process_ = nullptr;
    std::vector<double> correlations_;
    double mean_ = 0;
  };

  /// Cost linear. `into` is reused to spare allocations.
  void predict(std::span<const std::uint8_t> values, Prediction& into) const;

  /// Logarithm of the likelihood at its greatest over mean and amplitude, without the constant n/2 (1 + log 2 pi).
  double log_likelihood() const;

  /// Its derivatives by the kernel's scales and, last, by the logarithm of the noise. Cost cubic, three times that of
  /// adding all observations.
  std::vector<double> log_likelihood_gradient() const;

 private:
  DiffusionKernel kernel_;
  double noise_;
  KernelPoints points_;
  std::vector<double> targets_;
  CholeskyFactor factor_;        // of correlations + noise on the diagonal
  std::vector<double> weights_;  // its inverse times targets less mean
  double mean_ = 0;
  double amplitude_ = 0;
};

}  // namespace cellar::optimizer
