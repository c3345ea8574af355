// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/optimizer/gaussian_process_fit.hpp>

using namespace cellar;
using optimizer::DiffusionKernel;
using optimizer::GaussianProcess;
using space::Parameter;

namespace {

using Values = std::vector<std::uint8_t>;

const std::vector<Parameter> kParameters = {{"a", 4}, {"b", 4}, {"c", 5}, {"d", 3}};

Values random_values(base::Rng& rng) {
  Values values;
  for (const auto& parameter : kParameters)
    values.push_back(static_cast<std::uint8_t>(rng.below(static_cast<std::uint32_t>(parameter.size))));
  return values;
}

// Observations of a sum in which the last parameter does not count.
GaussianProcess observed(std::size_t count, base::Rng& rng) {
  GaussianProcess process(DiffusionKernel(kParameters), 0.01);
  for (std::size_t i = 0; i < count; ++i) {
    const Values values = random_values(rng);
    process.add(values, values[0] * 0.5 - values[1] * 0.3 + (values[2] == 2 ? 1 : 0));
  }
  process.update();
  return process;
}

}  // namespace

TEST_CASE("the posterior of two observations is that computed by hand") {
  const std::vector<Parameter> one = {{"a", 3}};
  const DiffusionKernel kernel(one);
  const double r = kernel.correlation(0), noise = 0.1;
  GaussianProcess process(kernel, noise);
  process.add(Values{0}, 3.0);
  process.add(Values{1}, 1.0);
  process.update();
  // By symmetry the mean is 2. Residuals +1 and -1 are an eigenvector of the matrix, with eigenvalue 1 + noise - r.
  CHECK(process.mean() == doctest::Approx(2.0));
  CHECK(process.amplitude() == doctest::Approx(1 / (1 + noise - r)));  // of two squares 1, over two
  GaussianProcess::Prediction prediction;
  process.predict(Values{0}, prediction);
  CHECK(prediction.mean() == doctest::Approx(2 + (1 - r) / (1 + noise - r)));
  // Variance: 1 - (1, r) A^-1 (1, r)' with A^-1 = ((1 + noise, -r), (-r, 1 + noise)) / ((1 + noise)^2 - r^2)
  const double d = 1 + noise;
  const double explained = (d - 2 * r * r + d * r * r) / (d * d - r * r);
  CHECK(prediction.sd() == doctest::Approx(std::sqrt(process.amplitude() * (1 - explained))));
  process.predict(Values{2}, prediction);  // as far from both
  CHECK(prediction.mean() == doctest::Approx(2.0));
  CHECK(prediction.sd() == doctest::Approx(std::sqrt(process.amplitude() * (1 - 2 * r * r / (d + r)))));
  CHECK(process.log_likelihood() ==
        doctest::Approx(-0.5 * (2 * std::log(process.amplitude()) + std::log(d * d - r * r))));
}

TEST_CASE("the gradient of the likelihood is that of finite differences") {
  base::Rng rng(1);
  const GaussianProcess process = observed(30, rng);
  const std::vector<double> scales = {-0.5, 0.2, -1.0, -0.1};
  const auto at = [&](const std::vector<double>& moved, double noise) {
    DiffusionKernel kernel(kParameters);
    kernel.set_scales(moved);
    return process.with(kernel, noise);
  };
  constexpr double kNoise = 0.05, kStep = 1e-5;
  const auto gradient = at(scales, kNoise).log_likelihood_gradient();
  REQUIRE(gradient.size() == 5);
  for (std::size_t i = 0; i < 4; ++i) {
    auto up = scales, down = scales;
    up[i] += kStep;
    down[i] -= kStep;
    const double slope = (at(up, kNoise).log_likelihood() - at(down, kNoise).log_likelihood()) / (2 * kStep);
    CHECK(gradient[i] == doctest::Approx(slope).epsilon(1e-5));
  }
  const double slope = (at(scales, kNoise * std::exp(kStep)).log_likelihood() -
                        at(scales, kNoise * std::exp(-kStep)).log_likelihood()) / (2 * kStep);
  CHECK(gradient[4] == doctest::Approx(slope).epsilon(1e-5));
}

TEST_CASE("predictions come near what was observed, and no spread is above its bound") {
  base::Rng rng(2);
  const GaussianProcess process = observed(60, rng);
  GaussianProcess::Prediction prediction;
  base::Rng again(2);
  for (int i = 0; i < 60; ++i) {
    const Values values = random_values(again);
    process.predict(values, prediction);
    CHECK(std::abs(prediction.mean() - (values[0] * 0.5 - values[1] * 0.3 + (values[2] == 2 ? 1 : 0))) < 0.2);
  }
  for (int i = 0; i < 100; ++i) {
    process.predict(random_values(rng), prediction);
    const double bound = prediction.sd_bound();
    CHECK(prediction.sd() <= bound * (1 + 1e-12));
  }
}

TEST_CASE("a fit raises the likelihood and tells the parameter that does not count") {
  base::Rng rng(3);
  const GaussianProcess start = observed(60, rng);
  const GaussianProcess fitted = optimizer::fit_settings(start, 2.0, 30);
  CHECK(fitted.size() == start.size());
  CHECK(fitted.log_likelihood() > start.log_likelihood() + 5);
  for (std::size_t i = 0; i < 3; ++i) CHECK(fitted.kernel().correlation(3) > fitted.kernel().correlation(i));
  const GaussianProcess held = optimizer::fit_settings(start, 0.01, 30);
  for (const double scale : held.kernel().scales()) CHECK(std::abs(scale) < 0.1);  // by a narrow prior
}

TEST_CASE("equal targets leave nothing to fit and nothing to expect") {
  GaussianProcess process(DiffusionKernel(kParameters), 0.01);
  base::Rng rng(4);
  for (int i = 0; i < 5; ++i) process.add(random_values(rng), 0.5);
  process.update();
  const GaussianProcess fitted = optimizer::fit_settings(process, 1.0, 5);
  GaussianProcess::Prediction prediction;
  fitted.predict(random_values(rng), prediction);
  CHECK(prediction.mean() == doctest::Approx(0.5));
  CHECK(prediction.sd() < 1e-6);
}
