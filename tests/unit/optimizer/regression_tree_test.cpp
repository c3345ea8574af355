// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include <cellar/optimizer/regression_tree.hpp>

using namespace cellar;
using optimizer::RegressionTree;
using optimizer::TreeGrower;
using optimizer::TreeTable;

namespace {

using Values = std::vector<std::uint8_t>;

// Rows of values one after another; every parameter is looked at in every node.
RegressionTree grow(const std::vector<space::Parameter>& parameters, const Values& values,
                    const std::vector<double>& targets, std::uint32_t min_leaf, std::vector<std::uint32_t> times = {}) {
  if (times.empty()) times.assign(targets.size(), 1);
  const TreeTable table(parameters, values, targets);
  base::Rng rng(1);
  return TreeGrower(table, parameters.size(), min_leaf).grow(times, rng);
}

double predict(const RegressionTree& tree, const Values& values) { return tree.predict(values).mean; }

double squares_about_mean(const std::vector<double>& targets) {
  double sum = 0;
  for (const double target : targets) sum += target;
  double squares = 0;
  for (const double target : targets) {
    const double difference = target - sum / static_cast<double>(targets.size());
    squares += difference * difference;
  }
  return squares;
}

// The least sum of squares that sending any subset of any parameter's values to one side leaves.
double least_squares(const std::vector<space::Parameter>& parameters, const Values& values,
                     const std::vector<double>& targets, std::size_t min_leaf) {
  double least = squares_about_mean(targets);
  for (std::size_t p = 0; p < parameters.size(); ++p)
    for (std::uint32_t subset = 1; subset + 1 < 1u << parameters[p].size; ++subset) {
      std::vector<double> left, right;
      for (std::size_t row = 0; row < targets.size(); ++row)
        (subset >> values[row * parameters.size() + p] & 1 ? left : right).push_back(targets[row]);
      if (left.size() >= min_leaf && right.size() >= min_leaf)
        least = std::min(least, squares_about_mean(left) + squares_about_mean(right));
    }
  return least;
}

}  // namespace

TEST_CASE("values of similar targets go to the same side") {
  const std::vector<space::Parameter> one = {{"a", 4}};
  const Values values = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};
  const std::vector<double> targets = {0.9, 3.0, 1.2, 2.8, 1.0, 3.0, 1.2, 2.8, 1.1, 3.0, 1.2, 2.8};
  const auto fine = grow(one, values, targets, 3);
  CHECK(fine.leaves() == 4);
  CHECK(predict(fine, {0}) == doctest::Approx(1.0));
  CHECK(predict(fine, {3}) == doctest::Approx(2.8));
  const auto coarse = grow(one, values, targets, 6);
  CHECK(coarse.leaves() == 2);
  CHECK(predict(coarse, {0}) == doctest::Approx(1.1));
  CHECK(predict(coarse, {2}) == doctest::Approx(1.1));
  CHECK(predict(coarse, {1}) == doctest::Approx(2.9));
  CHECK(predict(coarse, {3}) == doctest::Approx(2.9));
}

TEST_CASE("a split is the best of all subsets of all parameters' values") {
  const std::vector<space::Parameter> parameters = {{"a", 2}, {"b", 5}, {"c", 3}, {"d", 4}};
  constexpr std::size_t kRows = 19;
  constexpr std::uint32_t kMinLeaf = 5;  // no side of a split can be split again beyond 9 rows
  base::Rng rng(3);
  for (int repetition = 0; repetition < 200; ++repetition) {
    Values values;
    std::vector<double> targets;
    for (std::size_t row = 0; row < kRows; ++row) {
      for (const auto& parameter : parameters)
        values.push_back(static_cast<std::uint8_t>(rng.below(static_cast<std::uint32_t>(parameter.size))));
      targets.push_back(0.9 + 0.01 * rng.uniform());
    }
    const auto tree = grow(parameters, values, targets, kMinLeaf);
    if (tree.leaves() > 2) continue;
    double left = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
      const double error = targets[row] - predict(tree, {values.begin() + static_cast<std::ptrdiff_t>(4 * row),
                                                         values.begin() + static_cast<std::ptrdiff_t>(4 * row + 4)});
      left += error * error;
    }
    CHECK(left == doctest::Approx(least_squares(parameters, values, targets, kMinLeaf)).epsilon(1e-6));
  }
}

TEST_CASE("a value that a node never saw goes where more rows went") {
  const std::vector<space::Parameter> one = {{"a", 3}};
  CHECK(predict(grow(one, {0, 0, 0, 0, 2, 2, 2}, {1, 1, 1, 1, 5, 5, 5}, 3), {1}) == doctest::Approx(1));
  CHECK(predict(grow(one, {0, 0, 0, 2, 2, 2, 2}, {1, 1, 1, 5, 5, 5, 5}, 3), {1}) == doctest::Approx(5));
}

TEST_CASE("a row that counts several times is as many rows, one that counts zero times is none") {
  const std::vector<space::Parameter> parameters = {{"a", 3}, {"b", 2}};
  const Values values = {0, 0, 1, 0, 2, 1, 0, 1, 1, 1};
  const std::vector<double> targets = {0.1, 0.5, 0.9, 0.3, 0.7};
  const auto counted = grow(parameters, values, targets, 3, {3, 1, 2, 0, 4});
  const auto repeated = grow(parameters, {0, 0, 0, 0, 0, 0, 1, 0, 2, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1},
                             {0.1, 0.1, 0.1, 0.5, 0.9, 0.9, 0.7, 0.7, 0.7, 0.7}, 3);
  CHECK(counted.leaves() == repeated.leaves());
  for (std::uint8_t a = 0; a < 3; ++a)
    for (std::uint8_t b = 0; b < 2; ++b)
      CHECK(predict(counted, {a, b}) == doctest::Approx(predict(repeated, {a, b})).epsilon(1e-6));
}

TEST_CASE("equal targets make one leaf, which asks for nothing") {
  const std::vector<space::Parameter> parameters = {{"a", 2}, {"b", 2}};
  const auto tree = grow(parameters, {0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1}, std::vector<double>(6, 0.94), 1);
  CHECK(tree.leaves() == 1);
  CHECK(tree.predict(Values{1, 0}).mean == 0.94);
  CHECK(tree.predict(Values{1, 0}).asked == 0);
}

TEST_CASE("an answer names the parameters on its way") {
  const std::vector<space::Parameter> parameters = {{"a", 2}, {"b", 2}, {"c", 2}};
  // b decides; where it is 1, c does; a never.
  const auto tree = grow(parameters, {0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1}, {1, 1, 7, 7, 9, 9}, 2);
  CHECK(tree.predict(Values{0, 0, 1}).asked == 0b010);
  CHECK(tree.predict(Values{0, 1, 1}).asked == 0b110);
  CHECK(predict(tree, {1, 1, 1}) == doctest::Approx(9));
}
