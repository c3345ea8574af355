// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/gaussian_process_fit.hpp>

#include <algorithm>

#include <cellar/base/math.hpp>

namespace cellar::optimizer {
namespace {

// Igel and Huesken 2000, section 4.
constexpr double kFaster = 1.2, kSlower = 0.5;
constexpr double kMinStep = 1e-6, kMaxStep = 1;
constexpr double kFirstStep = 0.1;  // of logarithms

constexpr double kMinNoise = 1e-5, kMaxNoise = 1;

// The kernel's scales, then the logarithm of the noise.
std::vector<double> settings_of(const GaussianProcess& process) {
  const auto scales = process.kernel().scales();
  std::vector<double> settings(scales.begin(), scales.end());
  settings.push_back(base::log(process.noise()));
  return settings;
}

GaussianProcess with_settings(const GaussianProcess& process, std::span<const double> settings) {
  DiffusionKernel kernel = process.kernel();
  kernel.set_scales(settings.first(settings.size() - 1));
  return process.with(std::move(kernel), std::clamp(base::exp(settings.back()), kMinNoise, kMaxNoise));
}

double log_posterior(const GaussianProcess& process, double prior_sd) {
  const auto scales = process.kernel().scales();
  return process.log_likelihood() - dot(scales, scales) / (2 * prior_sd * prior_sd);
}

std::vector<double> log_posterior_gradient(const GaussianProcess& process, double prior_sd) {
  auto gradient = process.log_likelihood_gradient();
  const auto scales = process.kernel().scales();
  for (std::size_t i = 0; i < scales.size(); ++i) gradient[i] -= scales[i] / (prior_sd * prior_sd);
  return gradient;
}

// One setting's step, which grows while its derivative keeps its sign.
struct RpropStep {
  double size = kFirstStep;
  double before = 0;  // derivative

  // Upwards.
  double next(double slope) {
    const double agreement = slope * before;
    if (agreement > 0) size = std::min(size * kFaster, kMaxStep);
    if (agreement < 0) size = std::max(size * kSlower, kMinStep);
    before = agreement < 0 ? 0 : slope;  // overshot: rest once
    if (before == 0) return 0;
    return before > 0 ? size : -size;
  }
};

}  // namespace

GaussianProcess fit_settings(const GaussianProcess& start, double prior_sd, int steps) {
  GaussianProcess best = start, current = start;
  double best_density = log_posterior(start, prior_sd);
  std::vector<RpropStep> rprop(settings_of(start).size());
  for (int step = 0; step < steps && current.amplitude() > 0; ++step) {  // 0: all targets are equal, nothing to fit
    auto settings = settings_of(current);
    const auto gradient = log_posterior_gradient(current, prior_sd);
    for (std::size_t i = 0; i < settings.size(); ++i) settings[i] += rprop[i].next(gradient[i]);
    current = with_settings(current, settings);
    const double density = log_posterior(current, prior_sd);
    if (density > best_density) {
      best_density = density;
      best = current;
    }
  }
  return best;
}

}  // namespace cellar::optimizer
