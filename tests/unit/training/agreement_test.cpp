// SPDX-License-Identifier: Apache-2.0
#include <training/measures/agreement.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include <cellar/base/rng.hpp>
#include <training/measures/kendall.hpp>

namespace cellar::training {
namespace {

using Values = std::vector<double>;

// tau-b from its definition, pair by pair.
double tau_of_pairs(const Values& a, const Values& b) {
  double difference = 0, untied_a = 0, untied_b = 0;
  const auto sign = [](double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0; };
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double in_a = sign(a[i] - a[j]), in_b = sign(b[i] - b[j]);
      difference += in_a * in_b;
      untied_a += in_a * in_a;
      untied_b += in_b * in_b;
    }
  return difference / std::sqrt(untied_a * untied_b);
}

TEST_CASE("figures of five values by hand") {
  const auto figures = agreement(Values{1, 2, 3, 4, 5}, Values{2, 1, 4, 3, 5});
  CHECK(figures.spearman == doctest::Approx(0.8));  // 1 - 6 * 4 / (5 * 24)
  CHECK(figures.rmse == doctest::Approx(std::sqrt(4.0 / 5)));
  CHECK(figures.mae == doctest::Approx(4.0 / 5));
  CHECK(figures.r2 == doctest::Approx(1 - 4.0 / 10));
  CHECK(figures.kendall_tau == doctest::Approx(0.6));  // 8 pairs concordant, 2 discordant
  CHECK(figures.sparse_kendall_tau == doctest::Approx(0.6));
}

TEST_CASE("ties share a rank, and count in neither direction") {
  const auto figures = agreement(Values{1, 1, 2}, Values{1, 2, 3});
  CHECK(figures.spearman == doctest::Approx(0.8660254));
  CHECK(figures.kendall_tau == doctest::Approx(2 / std::sqrt(2.0 * 3)));
}

TEST_CASE("Kendall's tau is that of all pairs") {
  base::Rng rng(1);
  for (const std::uint32_t levels : {2u, 5u, 1000u})
    for (const std::size_t count : {std::size_t{2}, std::size_t{3}, std::size_t{17}, std::size_t{200}}) {
      Values a, b;
      for (std::size_t i = 0; i < count; ++i) {
        a.push_back(rng.below(levels));
        b.push_back(a.back() + rng.below(levels));
      }
      a.front() = -1;  // neither side is all equal
      b.back() = 1e6;
      CAPTURE(levels);
      CAPTURE(count);
      CHECK(kendall_tau(a, b) == doctest::Approx(tau_of_pairs(a, b)).epsilon(1e-12));
      CHECK(kendall_tau(a, b) == kendall_tau(b, a));
    }
}

TEST_CASE("orders that agree and orders that are reversed are the ends of the scale") {
  const Values up = {0.91, 0.92, 0.935, 0.94}, down = {0.94, 0.93, 0.92, 0.91};
  CHECK(kendall_tau(up, up) == doctest::Approx(1));
  CHECK(kendall_tau(up, down) == doctest::Approx(-1));
  CHECK(std::isnan(kendall_tau(up, Values(4, 0.9))));
}

TEST_CASE("the sparse tau rounds predictions to a tenth of a point, and not the truth") {
  const Values truth = {0.9101, 0.9102, 0.9203, 0.9304};
  const Values predicted = {0.91024, 0.91016, 0.9214, 0.9296};  // wrong by 0.01 points about the first two
  CHECK(kendall_tau(predicted, truth) == doctest::Approx(4.0 / 6));
  CHECK(sparse_kendall_tau(predicted, truth) == doctest::Approx(5 / std::sqrt(5.0 * 6)));
  CHECK(sparse_kendall_tau(truth, predicted) == doctest::Approx(5 / std::sqrt(5.0 * 6)));
  CHECK(sparse_kendall_tau(Values{0.9205, 0.9215}, Values{1, 2}) == doctest::Approx(1));
}

TEST_CASE("what is not defined is not a number") {
  CHECK(std::isnan(agreement(Values{1, 2}, Values{3, 3}).r2));
  CHECK(std::isnan(agreement(Values{3, 3}, Values{1, 2}).spearman));
}

}  // namespace
}  // namespace cellar::training
