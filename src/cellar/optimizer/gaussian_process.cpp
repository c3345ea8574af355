// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/gaussian_process.hpp>

#include <algorithm>
#include <cmath>

#include <cellar/base/math.hpp>

namespace cellar::optimizer {

GaussianProcess GaussianProcess::with(DiffusionKernel kernel, double noise) const {
  GaussianProcess other(std::move(kernel), noise);
  for (std::size_t i = 0; i < size(); ++i) other.add(points_.point(i), targets_[i]);
  other.update();
  return other;
}

void GaussianProcess::add(std::span<const std::uint8_t> values, double target) {
  std::vector<double> row(size());
  points_.correlations(kernel_, values, row);
  factor_.append(row, 1 + noise_);
  points_.add(values);
  targets_.push_back(target);
}

void GaussianProcess::update() {
  // With L the factor: the mean weighs L^-1 targets by L^-1 ones, the amplitude is the mean square of what remains.
  const auto count = static_cast<double>(size());
  std::vector<double> ones(size(), 1.0);
  weights_ = targets_;
  factor_.solve_lower(ones);
  factor_.solve_lower(weights_);
  mean_ = dot(ones, weights_) / dot(ones, ones);
  for (std::size_t i = 0; i < size(); ++i) weights_[i] -= mean_ * ones[i];
  amplitude_ = dot(weights_, weights_) / count;
  factor_.solve_upper(weights_);
}

void GaussianProcess::predict(std::span<const std::uint8_t> values, Prediction& into) const {
  into.process_ = this;
  into.correlations_.resize(size());
  points_.correlations(kernel_, values, into.correlations_);
  into.mean_ = mean_ + dot(into.correlations_, weights_);
}

double GaussianProcess::Prediction::sd_bound() const {
  const double nearest = *std::max_element(correlations_.begin(), correlations_.end());
  return std::sqrt(process_->amplitude_ * (1 - nearest * nearest / (1 + process_->noise_)));
}

double GaussianProcess::Prediction::sd() {
  process_->factor_.solve_lower(correlations_);
  return std::sqrt(process_->amplitude_ * std::max(0.0, 1 - dot(correlations_, correlations_)));
}

double GaussianProcess::log_likelihood() const {
  return -0.5 * (static_cast<double>(size()) * base::log(amplitude_) + factor_.log_determinant());
}

std::vector<double> GaussianProcess::log_likelihood_gradient() const {
  // Equation 5.9, summed over pairs of observations: of the kernel's entry, by the logarithm of its correlation.
  std::vector<double> gradient(kernel_.parameters() + 1);
  LowerTriangle slopes = factor_.inverse();
  std::vector<double> row(size()), different(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const auto values = points_.point(i);
    const auto before = slopes[i].first(i);
    const auto correlations = std::span(row).first(i);
    points_.correlations(kernel_, values, correlations);
    const double weight = weights_[i] / amplitude_;
    for (std::size_t j = 0; j < i; ++j) before[j] = (weight * weights_[j] - before[j]) * correlations[j];
    for (std::size_t parameter = 0; parameter < kernel_.parameters(); ++parameter) {
      points_.differences(parameter, values[parameter], std::span(different).first(i));
      gradient[parameter] += dot(before, std::span(different).first(i));
    }
    gradient.back() += 0.5 * noise_ * (weight * weights_[i] - slopes[i][i]);
  }
  for (std::size_t parameter = 0; parameter < kernel_.parameters(); ++parameter)
    gradient[parameter] *= kernel_.log_slope(parameter);
  return gradient;
}

}  // namespace cellar::optimizer
