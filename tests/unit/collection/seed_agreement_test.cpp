// SPDX-License-Identifier: Apache-2.0
#include <training/seed_agreement.hpp>

#include <cmath>

#include <doctest/doctest.h>

namespace cellar::training {
namespace {

TEST_CASE("seeds that agree in full leave nothing to repeat") {
  const std::vector<std::vector<double>> values = {{1, 1}, {2, 2}, {4, 4}};
  const auto agreement = seed_agreement(values);
  CHECK(agreement.mean == doctest::Approx(7.0 / 3));
  CHECK(agreement.sd_of_seeds == 0);
  CHECK(agreement.sd_of_architectures == doctest::Approx(1.5275).epsilon(1e-4));  // of 1, 2, 4
  REQUIRE(agreement.spearman.size() == 1);
  CHECK(agreement.spearman[0] == doctest::Approx(1));
  CHECK(agreement.seeds_for(0.8) == 1);
}

TEST_CASE("what seeds add to the spread is taken out") {
  // Means 2 and 4, so their variance is 2; within an architecture it is 2 as well, of which a mean of two keeps half.
  const std::vector<std::vector<double>> values = {{1, 3}, {3, 5}};
  const auto agreement = seed_agreement(values);
  CHECK(agreement.sd_of_seeds == doctest::Approx(std::sqrt(2.0)));
  CHECK(agreement.sd_of_architectures == doctest::Approx(1));
}

TEST_CASE("means of k seeds are compared with means of the k next ones, round about") {
  // By seed the ranks are 1 2 3, 2 1 3, 1 2 3, 1 3 2: neighbours correlate at 1/2, 1/2, 1/2, 1/2.
  const std::vector<std::vector<double>> values = {{1, 2, 1, 1}, {2, 1, 2, 3}, {3, 3, 3, 2}};
  const auto agreement = seed_agreement(values);
  REQUIRE(agreement.spearman.size() == 2);
  CHECK(agreement.spearman[0] == doctest::Approx(0.5));
  // Seeds 1 + 2 give 3 3 6 and 3 + 4 give 2 5 5: ranks 1.5 1.5 3 and 1 2.5 2.5, correlation 1/2. Seeds 2 + 3 give
  // 3 3 6, 4 + 1 give 2 5 5: the same.
  CHECK(agreement.spearman[1] == doctest::Approx(0.5));
}

TEST_CASE("the formula of Spearman and Brown") {
  SeedAgreement agreement;
  agreement.spearman = {0.5};
  CHECK(agreement.seeds_for(0.49) == 1);
  CHECK(agreement.seeds_for(0.79) == 4);  // four give 0.8
  CHECK(agreement.seeds_for(0.81) == 5);
  agreement.spearman = {-0.1};
  CHECK(agreement.seeds_for(0.8) == 0);
}

}  // namespace
}  // namespace cellar::training
