// SPDX-License-Identifier: Apache-2.0
// Sets drawn without replacement against probabilities worked out by hand, and slopes against differences.
#include <cellar/oneshot/subset_distribution.hpp>

#include <doctest/doctest.h>

#include <cmath>

namespace cellar::oneshot {
namespace {

// Softmax 0.5, 0.3, 0.2.
const std::vector<double> kLogits = {std::log(5.0), std::log(3.0), std::log(2.0)};

TEST_CASE("single items have the probabilities of the softmax") {
  const SubsetDistribution distribution(kLogits, 1);
  REQUIRE(distribution.sets().size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(distribution.sets()[i] == 1 << i);
    CHECK(distribution.probabilities()[i] == doctest::Approx(distribution.first()[i]).epsilon(1e-12));
  }
  CHECK(distribution.first()[0] == doctest::Approx(0.5));
  CHECK(distribution.entropy() == doctest::Approx(-0.5 * std::log(0.5) - 0.3 * std::log(0.3) - 0.2 * std::log(0.2)));
}

TEST_CASE("a pair may come in either order") {
  const SubsetDistribution distribution(kLogits, 2);
  REQUIRE(distribution.sets().size() == 3);
  CHECK(distribution.sets()[0] == 0b011);
  CHECK(distribution.sets()[1] == 0b101);
  CHECK(distribution.sets()[2] == 0b110);
  CHECK(distribution.probabilities()[0] == doctest::Approx(0.5 * 0.3 / 0.5 + 0.3 * 0.5 / 0.7));
  CHECK(distribution.probabilities()[2] == doctest::Approx(0.3 * 0.2 / 0.7 + 0.2 * 0.3 / 0.8));
  CHECK(distribution.log_probability(2) == doctest::Approx(std::log(distribution.probabilities()[2])));
}

TEST_CASE("sets are in lexicographic order of their members, and one of them is drawn") {
  const SubsetDistribution distribution(std::vector<double>{0.3, -1.0, 0.7, 0.1, 2.0}, 3);
  const std::vector<std::uint8_t> expected = {0b00111, 0b01011, 0b10011, 0b01101, 0b10101,
                                              0b11001, 0b01110, 0b10110, 0b11010, 0b11100};
  CHECK(std::vector<std::uint8_t>(distribution.sets().begin(), distribution.sets().end()) == expected);
  double sum = 0;
  for (const double probability : distribution.probabilities()) sum += probability;
  CHECK(sum == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("slopes agree with differences") {
  std::vector<double> logits = {0.3, -1.0, 0.7, 0.1, 2.0};
  constexpr double kStep = 1e-5;
  for (const int count : {1, 2, 3}) {
    const SubsetDistribution distribution(logits, count);
    for (std::size_t set = 0; set < distribution.sets().size(); ++set) {
      const auto gradient = distribution.gradient(set);
      for (std::size_t i = 0; i < logits.size(); ++i) {
        const double before = logits[i];
        logits[i] = before + kStep;
        const double above = SubsetDistribution(logits, count).log_probability(set);
        logits[i] = before - kStep;
        const double below = SubsetDistribution(logits, count).log_probability(set);
        logits[i] = before;
        CHECK(gradient[i] == doctest::Approx((above - below) / (2 * kStep)).epsilon(1e-7));
      }
    }
  }
}

}  // namespace
}  // namespace cellar::oneshot
