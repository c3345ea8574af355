// SPDX-License-Identifier: Apache-2.0
#include "training/measures/uncertainty.hpp"

#include <algorithm>
#include <cmath>

#include <cellar/base/math.hpp>
#include <cellar/study/statistics.hpp>

namespace cellar::training {
namespace {

constexpr double kTwoPi = 6.283185307179586;

double spread(const Normal& normal) { return std::max(normal.sd, kLeastSd); }

// Where the values stand in the distributions predicted for them: 0 below all of it, 1 above.
std::vector<double> positions(std::span<const Normal> predicted, std::span<const double> truth) {
  std::vector<double> positions;
  for (std::size_t i = 0; i < truth.size(); ++i)
    positions.push_back(base::normal_cdf((truth[i] - predicted[i].mean) / spread(predicted[i])));
  return positions;
}

template <class Condition>
double share(std::span<const double> values, Condition condition) {
  const auto count = std::count_if(values.begin(), values.end(), condition);
  return static_cast<double>(count) / static_cast<double>(values.size());
}

}  // namespace

std::vector<Normal> ensemble_normals(std::span<const double> predictions, int members) {
  const auto width = static_cast<std::size_t>(members);
  std::vector<Normal> normals;
  for (std::size_t at = 0; at < predictions.size(); at += width) {
    const auto own = predictions.subspan(at, width);
    const double mean = study::mean_of(own);
    double squares = 0;
    for (const double value : own) squares += (value - mean) * (value - mean);
    normals.push_back({mean, std::sqrt(squares / members)});
  }
  return normals;
}

Normal trainings_normal(std::span<const double> trainings) {
  const double mean = study::mean_of(trainings);
  return {mean, study::sample_sd(trainings, mean)};
}

double kl_divergence(const Normal& truth, const Normal& predicted) {
  const double p = spread(truth), q = spread(predicted), apart = truth.mean - predicted.mean;
  return base::log(q / p) + (p * p + apart * apart) / (2 * q * q) - 0.5;
}

double negative_log_likelihood(std::span<const Normal> predicted, std::span<const double> truth) {
  double sum = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double sd = spread(predicted[i]), apart = (truth[i] - predicted[i].mean) / sd;
    sum += base::log(kTwoPi * sd * sd) / 2 + apart * apart / 2;
  }
  return sum / static_cast<double>(truth.size());
}

double interval_coverage(std::span<const Normal> predicted, std::span<const double> truth, double level) {
  return share(positions(predicted, truth), [&](double at) { return std::abs(2 * at - 1) <= level; });
}

std::vector<CalibrationPoint> calibration_curve(std::span<const Normal> predicted, std::span<const double> truth,
                                                int points) {
  const auto at = positions(predicted, truth);
  std::vector<CalibrationPoint> curve;
  for (int k = 1; k < points; ++k) {
    const double level = static_cast<double>(k) / points;
    curve.push_back({level, share(at, [&](double position) { return position <= level; })});
  }
  return curve;
}

double calibration_error(std::span<const CalibrationPoint> curve) {
  double sum = 0;
  for (const auto& point : curve) sum += std::abs(point.observed - point.expected);
  return sum / static_cast<double>(curve.size());
}

}  // namespace cellar::training
