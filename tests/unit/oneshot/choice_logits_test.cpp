// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include <cellar/oneshot/choice_logits.hpp>

using namespace cellar;
using namespace cellar::oneshot;
using space::nb1shot1::ChoiceWeights;

namespace {

double sum(std::span<const double> row) {
  double total = 0;
  for (const double weight : row) total += weight;
  return total;
}

// A fixed linear function of the weights, whose gradient is `factors`.
double product(const ChoiceWeights& weights, const ChoiceWeights& factors) {
  double total = 0;
  for (std::size_t block = 0; block < weights.operations.size(); ++block)
    for (std::size_t i = 0; i < 3; ++i) total += weights.operations[block][i] * factors.operations[block][i];
  for (std::size_t node = 0; node < weights.inputs.size(); ++node)
    for (std::size_t i = 0; i < weights.inputs[node].size(); ++i)
      total += weights.inputs[node][i] * factors.inputs[node][i];
  return total;
}

ChoiceWeights random_factors(const ChoiceWeights& shape, base::Rng& rng) {
  ChoiceWeights factors = shape;
  for (auto& row : factors.operations)
    for (double& factor : row) factor = rng.normal();
  for (auto& row : factors.inputs)
    for (double& factor : row) factor = rng.normal();
  return factors;
}

}  // namespace

TEST_CASE("a softmax of logits sums to 1 in each choice, and to the number of parents where there is none") {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    const auto& space = space::nb1shot1::space(number);
    base::Rng rng(1);
    const ChoiceLogits logits(space, rng);
    const ChoiceWeights weights = logits.softmax();
    std::size_t values = 0;
    for (const auto& row : weights.operations) {
      CHECK(sum(row) == doctest::Approx(1));
      values += row.size();
    }
    for (int node = 1; node <= space.nodes(); ++node) {
      const auto& row = weights.inputs[static_cast<std::size_t>(node - 1)];
      const bool choice = space.parent_count(node) < node;
      CHECK(sum(row) == doctest::Approx(choice ? 1 : node));
      values += choice ? row.size() : 0;
    }
    CHECK(logits.values().size() == values);
    CHECK(entropy(space, weights) > 0.999);
    CHECK(entropy(space, space.one_hot(space.sample(rng))) < 0.5);
  }
}

TEST_CASE("gradients go through the softmax") {
  const auto& space = space::nb1shot1::space(3);
  base::Rng rng(2);
  ChoiceLogits logits(space, rng);
  for (double& value : logits.values()) value = rng.normal();
  const ChoiceWeights factors = random_factors(logits.softmax(), rng);
  std::vector<double> gradients(logits.values().size());
  logits.add_gradients(logits.softmax(), factors, 1, gradients);
  constexpr double kStep = 1e-6;
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    CAPTURE(i);
    const double before = logits.values()[i];
    logits.values()[i] = before + kStep;
    const double above = product(logits.softmax(), factors);
    logits.values()[i] = before - kStep;
    const double below = product(logits.softmax(), factors);
    logits.values()[i] = before;
    CHECK(gradients[i] == doctest::Approx((above - below) / (2 * kStep)).epsilon(1e-6));
  }
}

TEST_CASE("the largest of Gumbel draws is as frequent as its softmax weight, at any temperature") {
  const auto& space = space::nb1shot1::space(1);
  base::Rng rng(3);
  ChoiceLogits logits(space, rng);
  logits.values()[0] = 1;  // against two near 0
  const double expected = logits.softmax().operations[0][0];
  constexpr int kDraws = 4000;
  for (const double temperature : {0.5, 10.0}) {
    int first = 0;
    for (int i = 0; i < kDraws; ++i) {
      const auto row = logits.gumbel_softmax(temperature, rng).operations[0];
      first += row[0] > row[1] && row[0] > row[2];
    }
    const double sd = std::sqrt(expected * (1 - expected) / kDraws);
    CHECK(std::abs(first / static_cast<double>(kDraws) - expected) < 4 * sd);
  }
}
