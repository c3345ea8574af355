// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/optimizer/cholesky.hpp>

using namespace cellar;
using optimizer::CholeskyFactor;
using optimizer::LowerTriangle;

namespace {

using Matrix = std::vector<std::vector<double>>;

// A product of a random matrix and its transpose, and something on the diagonal: symmetric, positive definite.
Matrix random_matrix(std::size_t size, base::Rng& rng) {
  Matrix half(size, std::vector<double>(size));
  for (auto& row : half)
    for (double& value : row) value = rng.normal();
  Matrix whole(size, std::vector<double>(size));
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j) {
      for (std::size_t k = 0; k < size; ++k) whole[i][j] += half[i][k] * half[j][k];
      if (i == j) whole[i][j] += 1;
    }
  return whole;
}

CholeskyFactor factor_of(const Matrix& matrix) {
  CholeskyFactor factor;
  for (std::size_t i = 0; i < matrix.size(); ++i) factor.append(std::span(matrix[i]).first(i), matrix[i][i]);
  return factor;
}

}  // namespace

TEST_CASE("a dot product of any length is the sum of all products") {
  for (std::size_t count = 0; count < 40; ++count) {
    std::vector<double> a, b;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      a.push_back(static_cast<double>(i + 1));
      b.push_back(static_cast<double>((7 * i) % 11) - 3);
      sum += a[i] * b[i];
    }
    CHECK(optimizer::dot(a, b) == sum);  // whole numbers: exact in any order
  }
}

TEST_CASE("the two triangular solves together solve the matrix") {
  base::Rng rng(1);
  for (const std::size_t size : {1u, 2u, 9u, 30u}) {
    const Matrix matrix = random_matrix(size, rng);
    const auto factor = factor_of(matrix);
    std::vector<double> solution, product(size);
    for (std::size_t i = 0; i < size; ++i) solution.push_back(rng.normal());
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) product[i] += matrix[i][j] * solution[j];
    factor.solve_lower(product);
    factor.solve_upper(product);
    for (std::size_t i = 0; i < size; ++i) CHECK(product[i] == doctest::Approx(solution[i]).epsilon(1e-9));
  }
}

TEST_CASE("the inverse times the matrix is the identity") {
  base::Rng rng(2);
  const Matrix matrix = random_matrix(25, rng);
  const LowerTriangle inverse = factor_of(matrix).inverse();
  for (std::size_t i = 0; i < 25; ++i)
    for (std::size_t j = 0; j < 25; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < 25; ++k) sum += inverse[std::max(i, k)][std::min(i, k)] * matrix[k][j];
      CHECK(std::abs(sum - (i == j ? 1 : 0)) < 1e-9);
    }
}

TEST_CASE("the logarithm of the determinant of a matrix of three rows") {
  // det = 4 (5 * 6 - 1) - 2 (2 * 6 - 1 * 0) + 0 = 92
  const auto factor = factor_of({{4, 2, 0}, {2, 5, 1}, {0, 1, 6}});
  CHECK(factor.log_determinant() == doctest::Approx(std::log(92.0)).epsilon(1e-12));
}
