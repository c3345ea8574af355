// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include <cellar/optimizer/expected_improvement.hpp>

using namespace cellar;

namespace {

// By the midpoint rule over 10 standard deviations either side, with the C library's exp.
double integrated(double mean, double sd, double best) {
  constexpr int kSteps = 200'000;
  const double width = 20 * sd / kSteps;
  double sum = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double value = mean - 10 * sd + (i + 0.5) * width;
    const double z = (value - mean) / sd;
    sum += std::max(value - best, 0.0) * std::exp(-z * z / 2);
  }
  return sum * width / (sd * std::sqrt(2 * std::acos(-1.0)));
}

}  // namespace

TEST_CASE("expected improvement is the integral that it stands for") {
  for (const double mean : {0.90, 0.93, 0.94, 0.96})
    for (const double sd : {0.005, 0.01, 0.2}) {
      CAPTURE(mean);
      CAPTURE(sd);
      CHECK(optimizer::expected_improvement(mean, sd, 0.94) ==
            doctest::Approx(integrated(mean, sd, 0.94)).epsilon(1e-7));
    }
}

TEST_CASE("expected improvement without uncertainty, and far below the best") {
  CHECK(optimizer::expected_improvement(0.95, 0, 0.94) == doctest::Approx(0.01));
  CHECK(optimizer::expected_improvement(0.93, 0, 0.94) == 0);
  for (double z = 1; z < 60; z += 0.01) CHECK(optimizer::expected_improvement(-z, 1, 0) >= 0);
}
