// SPDX-License-Identifier: Apache-2.0
#include <training/measures/uncertainty.hpp>

#include <doctest/doctest.h>

#include <cmath>

#include <cellar/base/rng.hpp>

namespace cellar::training {
namespace {

using Values = std::vector<double>;

// The integral of p log(p / q), by the midpoint rule.
double divergence_by_integral(const Normal& p, const Normal& q) {
  const auto log_density = [](const Normal& normal, double x) {
    const double z = (x - normal.mean) / normal.sd;
    return -z * z / 2 - std::log(normal.sd * std::sqrt(2 * 3.141592653589793));
  };
  double sum = 0;
  constexpr int kSteps = 20'000;
  const double step = 20 * p.sd / kSteps;
  for (int i = 0; i < kSteps; ++i) {
    const double x = p.mean + step * (i + 0.5 - kSteps / 2);
    sum += std::exp(log_density(p, x)) * (log_density(p, x) - log_density(q, x)) * step;
  }
  return sum;
}

TEST_CASE("an ensemble's spread is that of the population, repeated trainings' that of a sample") {
  const auto normals = ensemble_normals(Values{1, 3, 10, 10}, 2);
  REQUIRE(normals.size() == 2);
  CHECK(normals[0].mean == 2);
  CHECK(normals[0].sd == 1);
  CHECK(normals[1].sd == 0);
  CHECK(trainings_normal(Values{1, 3}).sd == doctest::Approx(std::sqrt(2)));
}

TEST_CASE("the divergence is the integral it stands for, and from truth to prediction") {
  const Normal truth{0.93, 0.002}, predicted{0.931, 0.001};
  CHECK(kl_divergence(truth, truth) == doctest::Approx(0));
  CHECK(kl_divergence(truth, predicted) == doctest::Approx(divergence_by_integral(truth, predicted)).epsilon(1e-6));
  CHECK(kl_divergence(predicted, truth) == doctest::Approx(divergence_by_integral(predicted, truth)).epsilon(1e-6));
  CHECK(kl_divergence(truth, {0.93, 0.0005}) > kl_divergence({0.93, 0.0005}, truth));  // too sure is punished
}

TEST_CASE("nobody is surer than an image of 10,000") {
  CHECK(kl_divergence({0.93, 0}, {0.93, 0}) == doctest::Approx(0));
  CHECK(kl_divergence({0.93, 0}, {0.94, 0}) == doctest::Approx(0.01 * 0.01 / (2 * kLeastSd * kLeastSd)));
  CHECK(std::isfinite(negative_log_likelihood(std::vector<Normal>{{0.9, 0}}, Values{0.95})));
}

TEST_CASE("the likelihood of a value at its mean, and one deviation away") {
  const double at_mean = std::log(0.01 * std::sqrt(2 * 3.141592653589793));
  CHECK(negative_log_likelihood(std::vector<Normal>{{0.9, 0.01}}, Values{0.9}) == doctest::Approx(at_mean));
  CHECK(negative_log_likelihood(std::vector<Normal>{{0.9, 0.01}, {0.9, 0.01}}, Values{0.9, 0.91}) ==
        doctest::Approx(at_mean + 0.25));
}

TEST_CASE("coverage and curve by hand") {
  // Positions 0.5, 0.8413, 0.0228 and 1.
  const std::vector<Normal> predicted(4, {0.9, 0.01});
  const Values truth = {0.9, 0.91, 0.88, 1.0};
  CHECK(interval_coverage(predicted, truth, 0.5) == 0.25);
  CHECK(interval_coverage(predicted, truth, 0.69) == 0.5);    // one deviation holds 0.6827
  CHECK(interval_coverage(predicted, truth, 0.95) == 0.5);    // two hold 0.9545
  CHECK(interval_coverage(predicted, truth, 0.96) == 0.75);
  const auto curve = calibration_curve(predicted, truth, 4);
  REQUIRE(curve.size() == 3);
  CHECK(curve[0].expected == 0.25);
  CHECK(curve[0].observed == 0.25);
  CHECK(curve[1].observed == 0.5);
  CHECK(curve[2].observed == 0.5);
  CHECK(calibration_error(curve) == doctest::Approx(0.25 / 3));
}

TEST_CASE("predictions that tell the truth about themselves are calibrated, too sure ones are not") {
  base::Rng rng(7);
  std::vector<Normal> honest, sure;
  Values truth;
  for (int i = 0; i < 20'000; ++i) {
    honest.push_back({0.9 + 0.05 * rng.uniform(), 0.001 + 0.01 * rng.uniform()});
    sure.push_back({honest.back().mean, honest.back().sd / 3});
    truth.push_back(honest.back().mean + honest.back().sd * rng.normal());
  }
  for (const double level : kCoverageLevels)
    CHECK(interval_coverage(honest, truth, level) == doctest::Approx(level).epsilon(0.02));
  CHECK(calibration_error(calibration_curve(honest, truth)) < 0.01);
  CHECK(calibration_error(calibration_curve(sure, truth)) > 0.1);
  CHECK(interval_coverage(sure, truth, 0.95) < 0.55);
  CHECK(negative_log_likelihood(sure, truth) > negative_log_likelihood(honest, truth) + 1);
}

}  // namespace
}  // namespace cellar::training
