// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include <cellar/optimizer/random_forest.hpp>

using namespace cellar;
using optimizer::RandomForest;

namespace {

using Values = std::vector<std::uint8_t>;

const std::vector<space::Parameter> kParameters = {{"a", 4}, {"b", 3}, {"c", 2}, {"d", 7}, {"e", 5}};

Values random_row(base::Rng& rng) {
  Values row;
  for (const auto& parameter : kParameters)
    row.push_back(static_cast<std::uint8_t>(rng.below(static_cast<std::uint32_t>(parameter.size))));
  return row;
}

// Additive, between 0.9 and 0.925.
double truth(const Values& row) { return 0.9 + 0.005 * ((row[0] * 3 % 4) / 3.0 + row[1] / 2.0 + row[2] + row[3] / 6.0); }

RandomForest fitted(std::size_t rows, base::Rng& rng, const RandomForest::Settings& settings = {}) {
  Values values;
  std::vector<double> targets;
  for (std::size_t i = 0; i < rows; ++i) {
    const Values row = random_row(rng);
    values.insert(values.end(), row.begin(), row.end());
    targets.push_back(truth(row));
  }
  return RandomForest::fit(kParameters, values, targets, settings, rng);
}

}  // namespace

TEST_CASE("a forest answers with mean and population variance of its trees") {
  base::Rng rng(1);
  const auto forest = fitted(60, rng);
  REQUIRE(forest.trees().size() == 10);
  for (int i = 0; i < 50; ++i) {
    const Values row = random_row(rng);
    double sum = 0;
    for (const auto& tree : forest.trees()) sum += tree.predict(row).mean;
    double squares = 0;
    for (const auto& tree : forest.trees()) squares += std::pow(tree.predict(row).mean - sum / 10, 2);
    CHECK(forest.predict(row).mean == doctest::Approx(sum / 10).epsilon(1e-14));
    CHECK(forest.predict(row).variance == doctest::Approx(squares / 10).epsilon(1e-9));
  }
}

TEST_CASE("what one exchanged value changes is what asking anew says, to the bit") {
  base::Rng rng(2);
  const auto forest = fitted(40, rng);
  int unasked = 0;
  for (int i = 0; i < 300; ++i) {
    Values row = random_row(rng);
    const auto before = forest.answers(row);
    const double mean_before = forest.predict(row).mean;
    const std::size_t parameter = rng.below(5);
    row[parameter] = random_row(rng)[parameter];
    const auto after = forest.predict_exchange(before, row, parameter);
    unasked += after ? 0 : 1;
    CHECK((after ? after->mean : mean_before) == forest.predict(row).mean);
    if (after) CHECK(after->variance == forest.predict(row).variance);
  }
  CHECK(unasked > 0);
  CHECK(unasked < 300);
}

TEST_CASE("a forest learns a sum, and is the surer the more it saw") {
  base::Rng rng(3);
  const auto few = fitted(30, rng);
  const auto many = fitted(1000, rng);
  double squares = 0, variance_few = 0, variance_many = 0;
  constexpr int kRows = 500;
  for (int i = 0; i < kRows; ++i) {
    const Values row = random_row(rng);
    squares += std::pow(many.predict(row).mean - truth(row), 2);
    variance_few += few.predict(row).variance;
    variance_many += many.predict(row).variance;
  }
  CHECK(std::sqrt(squares / kRows) < 0.0005);  // the targets' standard deviation is 0.004
  CHECK(variance_many < variance_few / 4);
}

TEST_CASE("forests differ by their draws, and a constant is known exactly") {
  base::Rng rng(4);
  const Values values = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 3, 2, 1, 6, 4};
  const auto constant = RandomForest::fit(kParameters, values, std::vector<double>(3, 0.93), {}, rng);
  CHECK(constant.predict(Values{2, 2, 0, 3, 1}).mean == 0.93);
  CHECK(constant.predict(Values{2, 2, 0, 3, 1}).variance == 0);
  base::Rng one(5), same(5);
  const auto first = fitted(50, one);
  const auto second = fitted(50, same);
  const auto third = fitted(50, one);
  const Values row = random_row(rng);
  CHECK(first.predict(row).mean == second.predict(row).mean);
  CHECK(first.predict(row).mean != third.predict(row).mean);
}
