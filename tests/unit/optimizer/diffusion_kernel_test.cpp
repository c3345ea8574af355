// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/optimizer/cholesky.hpp>
#include <cellar/optimizer/diffusion_kernel.hpp>

using namespace cellar;
using optimizer::DiffusionKernel;
using optimizer::KernelPoints;
using space::Parameter;

namespace {

const std::vector<Parameter> kParameters = {{"a", 2}, {"b", 3}, {"c", 7}};

// exp(-beta L) of the complete graph with `size` vertices, by the exponential's series; beta is cut into 64 parts
// first.
std::vector<std::vector<double>> heat(std::size_t size, double beta) {
  using Matrix = std::vector<std::vector<double>>;
  const auto multiply = [&](const Matrix& a, const Matrix& b) {
    Matrix out(size, std::vector<double>(size));
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t k = 0; k < size; ++k)
        for (std::size_t j = 0; j < size; ++j) out[i][j] += a[i][k] * b[k][j];
    return out;
  };
  Matrix step(size, std::vector<double>(size)), sum = step, term = step;
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j) {
      step[i][j] = -beta / 64 * (i == j ? static_cast<double>(size) - 1 : -1);
      sum[i][j] = term[i][j] = i == j ? 1 : 0;
    }
  for (int power = 1; power < 25; ++power) {
    term = multiply(term, step);
    for (auto& row : term)
      for (double& value : row) value /= power;
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) sum[i][j] += term[i][j];
  }
  for (int doubling = 0; doubling < 6; ++doubling) sum = multiply(sum, sum);
  return sum;
}

}  // namespace

TEST_CASE("the correlation of unequal values is that of the heat on a complete graph") {
  DiffusionKernel kernel(kParameters);
  for (const double scale : {-3.0, -1.0, 0.0, 0.7}) {
    kernel.set_scales(std::array{scale, scale, scale});
    for (std::size_t i = 0; i < kParameters.size(); ++i) {
      const auto matrix = heat(static_cast<std::size_t>(kParameters[i].size), std::exp(scale));
      CHECK(kernel.correlation(i) == doctest::Approx(matrix[0][1] / matrix[0][0]).epsilon(1e-9));
    }
  }
}

TEST_CASE("the slope of a correlation's logarithm is that of finite differences") {
  DiffusionKernel kernel(kParameters);
  constexpr double kStep = 1e-5;
  for (const double scale : {-3.0, -1.0, 0.0, 0.5})
    for (std::size_t i = 0; i < kParameters.size(); ++i) {
      const auto logarithm = [&](double at) {
        kernel.set_scales(std::vector<double>(kParameters.size(), at));
        return std::log(kernel.correlation(i));
      };
      const double slope = (logarithm(scale + kStep) - logarithm(scale - kStep)) / (2 * kStep);
      kernel.set_scales(std::vector<double>(kParameters.size(), scale));
      CHECK(kernel.log_slope(i) == doctest::Approx(slope).epsilon(1e-5));
    }
}

TEST_CASE("scales out of range become the limits") {
  DiffusionKernel kernel(kParameters);
  kernel.set_scales(std::array{-100.0, 100.0, 0.0});
  CHECK(2 * std::exp(kernel.scales()[0]) == doctest::Approx(DiffusionKernel::kMinTime));
  CHECK(3 * std::exp(kernel.scales()[1]) == doctest::Approx(DiffusionKernel::kMaxTime));
  CHECK(kernel.correlation(0) > 0);
  CHECK(kernel.correlation(1) < 1);
}

TEST_CASE("the kernel of all points of a space is symmetric and positive definite, its diagonal 1") {
  const DiffusionKernel kernel(kParameters);
  KernelPoints points(kParameters.size());
  for (std::uint8_t a = 0; a < 2; ++a)
    for (std::uint8_t b = 0; b < 3; ++b)
      for (std::uint8_t c = 0; c < 7; ++c) points.add(std::array{a, b, c});
  REQUIRE(points.size() == 42);
  std::vector<std::vector<double>> rows(42, std::vector<double>(42));
  for (std::size_t i = 0; i < 42; ++i) points.correlations(kernel, points.point(i), rows[i]);
  optimizer::CholeskyFactor factor;
  for (std::size_t i = 0; i < 42; ++i) {
    CHECK(rows[i][i] == 1);
    for (std::size_t j = 0; j < i; ++j) CHECK(rows[i][j] == rows[j][i]);
    factor.append(std::span(rows[i]).first(i), rows[i][i]);
  }
  CHECK(std::isfinite(factor.log_determinant()));  // a pivot that is not positive has no root
}

TEST_CASE("correlations multiply over the parameters that differ") {
  const DiffusionKernel kernel(kParameters);
  KernelPoints points(kParameters.size());
  const std::array<std::uint8_t, 3> point = {1, 2, 3};
  points.add(point);
  std::array<double, 1> out;
  const auto with = [&](std::array<std::uint8_t, 3> other) {
    points.correlations(kernel, other, out);
    return out[0];
  };
  CHECK(with({1, 2, 3}) == 1);
  CHECK(with({0, 2, 3}) == kernel.correlation(0));
  CHECK(with({1, 0, 3}) == kernel.correlation(1));
  CHECK(with({0, 2, 6}) == kernel.correlation(0) * kernel.correlation(2));
  points.differences(1, 2, out);
  CHECK(out[0] == 0);
  points.differences(1, 1, out);
  CHECK(out[0] == 1);
}
