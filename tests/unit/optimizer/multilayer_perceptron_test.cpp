// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <cellar/optimizer/multilayer_perceptron.hpp>

using namespace cellar;
using optimizer::MultilayerPerceptron;
using optimizer::SparseRows;

namespace {

constexpr std::size_t kInputs = 30;

// Rows of `ones` distinct features below `features`.
SparseRows random_rows(std::size_t count, std::size_t ones, std::uint16_t features, base::Rng& rng) {
  SparseRows rows;
  for (std::size_t row = 0; row < count; ++row) {
    std::vector<std::uint16_t> all(features);
    for (std::uint16_t i = 0; i < features; ++i) all[i] = i;
    rng.shuffle(std::span(all));
    std::sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(ones));
    rows.add(std::span(all).first(ones));
  }
  return rows;
}

// The network written down plainly from its list of weights, layer by layer.
double predict_plainly(const std::vector<double>& weights, std::size_t hidden_layers,
                       std::span<const std::uint16_t> ones) {
  constexpr std::size_t kUnits = MultilayerPerceptron<double>::kUnits;
  std::vector<double> below(kInputs, 0.0);
  for (const std::uint16_t one : ones) below[one] = 1;
  std::size_t at = 0;
  for (std::size_t layer = 0; layer < hidden_layers; ++layer) {
    std::vector<double> sums(kUnits, 0.0);
    for (const double value : below)
      for (std::size_t unit = 0; unit < kUnits; ++unit) sums[unit] += value * weights[at++];
    for (std::size_t unit = 0; unit < kUnits; ++unit) sums[unit] = std::max(0.0, sums[unit] + weights[at++]);
    below = sums;
  }
  double output = weights[at + kUnits];
  for (std::size_t unit = 0; unit < kUnits; ++unit) output += below[unit] * weights[at + unit];
  return output;
}

double mean_absolute_error(const MultilayerPerceptron<double>& network, const SparseRows& rows,
                           const std::vector<double>& targets) {
  double sum = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) sum += std::abs(network.predict(rows[row]) - targets[row]);
  return sum / static_cast<double>(rows.size());
}

std::vector<double> random_targets(std::size_t count, base::Rng& rng) {
  std::vector<double> targets;
  for (std::size_t i = 0; i < count; ++i) targets.push_back(rng.normal());
  return targets;
}

}  // namespace

TEST_CASE("the network is the one its list of weights describes") {
  base::Rng rng(1);
  for (const std::size_t layers : {1u, 2u, 10u}) {
    const MultilayerPerceptron<double> network(kInputs, layers, rng);
    const auto rows = random_rows(10, 6, kInputs, rng);
    for (std::size_t row = 0; row < rows.size(); ++row)
      CHECK(network.predict(rows[row]) ==
            doctest::Approx(predict_plainly(network.weights(), layers, rows[row])).epsilon(1e-12));
  }
}

TEST_CASE("the gradient is that of finite differences") {
  base::Rng rng(2);
  for (const std::size_t layers : {1u, 3u}) {
    MultilayerPerceptron<double> network(kInputs, layers, rng);
    const auto rows = random_rows(7, 5, kInputs - 10, rng);  // ten features that no row has
    const auto targets = random_targets(rows.size(), rng);
    const auto gradient = network.gradient(rows, targets);
    auto weights = network.weights();
    REQUIRE(gradient.size() == weights.size());
    std::size_t nonzero = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      constexpr double kStep = 1e-6;
      const double weight = weights[i];
      const auto error_at = [&](double value) {
        weights[i] = value;
        network.set_weights(weights);
        return mean_absolute_error(network, rows, targets);
      };
      const double slope = (error_at(weight + kStep) - error_at(weight - kStep)) / (2 * kStep);
      weights[i] = weight;
      CAPTURE(i);
      CHECK(std::abs(gradient[i] - slope) < 1e-7);
      nonzero += std::abs(slope) > 1e-7 ? 1 : 0;
    }
    CHECK(nonzero > 100);
  }
}

TEST_CASE("training learns a sum of features and leaves features it never saw alone") {
  base::Rng rng(3);
  constexpr std::uint16_t kSeen = kInputs - 4;
  MultilayerPerceptron<double> network(kInputs, 10, rng);
  const auto rows = random_rows(100, 6, kSeen, rng);
  std::vector<double> targets;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    double sum = 5;
    for (const std::uint16_t one : rows[row]) sum += 0.1 * one;
    targets.push_back(sum);
  }
  double mean = 0, spread = 0;
  for (const double target : targets) mean += target / 100;
  for (const double target : targets) spread += std::abs(target - mean) / 100;
  const auto before = network.weights();
  network.train(rows, targets, {}, rng);
  CHECK(mean_absolute_error(network, rows, targets) < 0.5 * spread);
  const auto after = network.weights();
  constexpr std::size_t kUnits = MultilayerPerceptron<double>::kUnits;
  const auto same = [&](std::size_t input) {
    return std::equal(before.begin() + static_cast<std::ptrdiff_t>(input * kUnits),
                      before.begin() + static_cast<std::ptrdiff_t>((input + 1) * kUnits),
                      after.begin() + static_cast<std::ptrdiff_t>(input * kUnits));
  };
  for (std::size_t input = 0; input < kInputs; ++input) CHECK(same(input) == (input >= kSeen));
}

TEST_CASE("the first step of Adam moves every weight with a gradient by the learning rate") {
  base::Rng rng(4);
  MultilayerPerceptron<double> network(kInputs, 2, rng);
  const auto rows = random_rows(8, 5, kInputs, rng);
  const auto targets = random_targets(rows.size(), rng);
  const auto gradient = network.gradient(rows, targets);
  const auto before = network.weights();
  network.train(rows, targets, {.epochs = 1}, rng);
  const auto after = network.weights();
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (std::abs(gradient[i]) < 1e-3) continue;  // the small ones feel epsilon
    CHECK(after[i] - before[i] == doctest::Approx(gradient[i] > 0 ? -0.01 : 0.01).epsilon(0.01));
  }
}

TEST_CASE("the limit on steps cuts whole epochs, but never the first") {
  base::Rng rng(5);
  const MultilayerPerceptron<double> start(kInputs, 2, rng);
  const auto rows = random_rows(70, 5, kInputs, rng);  // three batches in an epoch
  const auto targets = random_targets(rows.size(), rng);
  const auto trained = [&](int epochs, std::int64_t max_steps) {
    auto network = start;
    base::Rng order(6);
    network.train(rows, targets, {.epochs = epochs, .max_steps = max_steps}, order);
    return network.weights();
  };
  CHECK(trained(100, 8) == trained(2, 1000));
  CHECK(trained(100, 1) == trained(1, 1000));
  CHECK(trained(2, 1000) != trained(3, 1000));
}
