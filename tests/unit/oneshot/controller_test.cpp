// SPDX-License-Identifier: Apache-2.0
// ENAS's controller: its probabilities, their slopes, what it learns, its bits.
#include <cellar/oneshot/controller.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include <cellar/base/sha256.hpp>

namespace cellar::oneshot {
namespace {

using space::nb101::Operation;
using space::nb1shot1::Configuration;
using space::nb1shot1::OneShotSpace;

constexpr double kQuick = 3.5e-3;  // ten times the standard rate

double share_of_conv3x3(const OneShotSpace& space, const Configuration& configuration) {
  const auto blocks = static_cast<std::ptrdiff_t>(space.blocks());
  const auto begin = configuration.operations.begin();
  return static_cast<double>(std::count(begin, begin + blocks, Operation::conv3x3_bn_relu)) / space.blocks();
}

// Of two edges of space 1 that are there by choice: node 1 to node 4, and the input to the output.
double share_of_edges(const Configuration& configuration) {
  const auto has_edge = [&](std::size_t from, std::size_t to) { return configuration.parents[to - 1] >> from & 1; };
  return (has_edge(1, 4) + has_edge(0, 5)) / 2.0;
}

template <class Reward>
double mean_reward(Controller& controller, Reward reward, int samples, base::Rng& rng) {
  double sum = 0;
  for (int i = 0; i < samples; ++i) sum += reward(controller.sample(rng).configuration);
  return sum / samples;
}

template <class Reward>
void learn(Controller& controller, Reward reward, int steps, base::Rng& rng) {
  for (int i = 0; i < steps; ++i) {
    const auto configuration = controller.sample(rng).configuration;
    controller.reinforce(reward(configuration));
  }
}

// A network whose weights are far from their beginning, so that no slope is near 0.
ControllerNetwork scattered_network(const OneShotSpace& space, double deviation) {
  base::Rng rng(5);
  ControllerNetwork network(space, {.units = 6}, rng);
  for (double& weight : network.weights()) weight = deviation * rng.normal();
  return network;
}

TEST_CASE("slopes of a sample's log probability agree with differences for every weight") {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    auto network = scattered_network(space::nb1shot1::space(number), 0.7);
    base::Rng rng(6);
    std::vector<std::size_t> decisions;
    const auto trace = network.decide([&](const SubsetDistribution& alternatives) {
      decisions.push_back(rng.below(static_cast<std::uint32_t>(alternatives.sets().size())));
      return decisions.back();
    });
    const auto again = [&] {
      std::size_t next = 0;
      return network.decide([&](const SubsetDistribution&) { return decisions[next++]; }).log_probability();
    };
    CHECK(again() == trace.log_probability());
    const auto gradient = network.gradient(trace);
    REQUIRE(gradient.size() == network.weights().size());
    double largest = 0;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      constexpr double kStep = 1e-5;
      const double before = network.weights()[i];
      network.weights()[i] = before + kStep;
      const double above = again();
      network.weights()[i] = before - kStep;
      const double below = again();
      network.weights()[i] = before;
      CAPTURE(i);
      CHECK(std::abs(gradient[i] - (above - below) / (2 * kStep)) < 1e-8);
      largest = std::max(largest, std::abs(gradient[i]));
    }
    CHECK(largest > 0.01);
  }
}

TEST_CASE("every node has as many parents as its space prescribes, and samples are of the space") {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    const auto& space = space::nb1shot1::space(number);
    base::Rng rng(1);
    Controller controller(space, {.units = 8}, rng);
    for (int i = 0; i < 200; ++i) {
      const auto sample = controller.sample(rng);
      CHECK(space.pack(sample.configuration));
      for (int node = 1; node <= space.nodes(); ++node)
        CHECK(std::popcount(sample.configuration.parents[static_cast<std::size_t>(node - 1)]) ==
              space.parent_count(node));
      CHECK(sample.log_probability < 0);
      CHECK(sample.entropy > 0);
    }
  }
}

TEST_CASE("architectures of space 1 come as often as their log probability says") {
  const auto& space = space::nb1shot1::space(1);
  base::Rng rng(2);
  // Taught to repeat itself: with 14,580 architectures equally likely, none would come often enough to be counted.
  Controller controller(space, {.units = 4, .operation_tanh_scale = 3, .learning_rate = kQuick}, rng);
  const auto reward = [&](const Configuration& c) { return (share_of_conv3x3(space, c) + share_of_edges(c)) / 2; };
  learn(controller, reward, 200, rng);
  constexpr int kSamples = 15'000;
  struct Seen {
    int count = 0;
    double probability = 0;
  };
  std::map<space::Architecture, Seen> seen;
  double surprise = 0, entropy = 0;
  for (int i = 0; i < kSamples; ++i) {
    const auto sample = controller.sample(rng);
    Seen& each = seen[*space.pack(sample.configuration)];
    if (each.count++ > 0) CHECK(each.probability == std::exp(sample.log_probability));
    each.probability = std::exp(sample.log_probability);
    surprise -= sample.log_probability / kSamples;
    entropy += sample.entropy / kSamples;
  }
  // Pearson's statistic over the architectures that are expected five times or more; its deviation is sqrt(2 count).
  double statistic = 0, probability_sum = 0;
  int count = 0;
  for (const auto& [architecture, each] : seen) {
    const double expected = kSamples * each.probability;
    probability_sum += each.probability;
    if (expected < 5) continue;
    statistic += (each.count - expected) * (each.count - expected) / expected;
    ++count;
  }
  CHECK(count > 100);
  CHECK(std::abs(statistic - count) < 4 * std::sqrt(2.0 * count));
  CHECK(probability_sum < 1);
  CHECK(probability_sum > 0.8);
  CHECK(entropy == doctest::Approx(surprise).epsilon(0.01));  // both estimate the entropy of an architecture
}

TEST_CASE("REINFORCE learns to prefer what is rewarded, operations and edges") {
  const auto& space = space::nb1shot1::space(1);
  const auto operations = [&](const Configuration& c) { return share_of_conv3x3(space, c); };
  base::Rng rng(3);
  Controller controller(space, {.units = 16, .learning_rate = kQuick}, rng);
  SUBCASE("operations") {
    const double before = mean_reward(controller, operations, 300, rng);
    learn(controller, operations, 400, rng);
    CHECK(mean_reward(controller, operations, 300, rng) > before + 0.1);
  }
  SUBCASE("edges") {
    const double before = mean_reward(controller, share_of_edges, 300, rng);
    learn(controller, share_of_edges, 400, rng);
    CHECK(mean_reward(controller, share_of_edges, 300, rng) > before + 0.2);
  }
}

TEST_CASE("a reward that never changes teaches nothing but the entropy's share") {
  const auto& space = space::nb1shot1::space(2);
  base::Rng rng(4);
  Controller controller(space, {.units = 8, .entropy_weight = 0}, rng);
  const std::vector<double> before(controller.weights().begin(), controller.weights().end());
  learn(controller, [](const Configuration&) { return 0.5; }, 20, rng);
  for (std::size_t i = 0; i < before.size(); ++i) CHECK(std::abs(controller.weights()[i] - before[i]) < 1e-9);
}

TEST_CASE("preferences: maxpool and conv3x3 before conv1x1 at first, and a softmax for every choosing node") {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    const auto& space = space::nb1shot1::space(number);
    base::Rng rng(7);
    Controller controller(space, {}, rng);
    const auto preferences = controller.probabilities();
    REQUIRE(preferences.operations.size() == static_cast<std::size_t>(space.blocks()));
    for (const auto& row : preferences.operations) {
      // Logits 0.5 tanh(10 / 5) + 0.25 twice and -0.25, but for what the untrained weights add.
      CHECK(row[0] == doctest::Approx(0.42).epsilon(0.05));
      CHECK(row[1] == doctest::Approx(0.42).epsilon(0.05));
      CHECK(row[2] == doctest::Approx(0.16).epsilon(0.05));
    }
    for (int node = 1; node <= space.nodes(); ++node) {
      const auto& row = preferences.inputs[static_cast<std::size_t>(node - 1)];
      if (space.parent_count(node) == node) {
        CHECK(row.empty());
        continue;
      }
      REQUIRE(row.size() == static_cast<std::size_t>(node));
      double sum = 0;
      for (const double probability : row) sum += probability;
      CHECK(sum == doctest::Approx(1));
    }
  }
}

TEST_CASE("the most probable decisions are those that were rewarded") {
  const auto& space = space::nb1shot1::space(1);
  base::Rng rng(9);
  Controller controller(space, {.units = 4, .operation_tanh_scale = 3, .learning_rate = kQuick}, rng);
  const auto reward = [&](const Configuration& c) { return (share_of_conv3x3(space, c) + share_of_edges(c)) / 2; };
  const auto preferred = [&] { return space.unpack(space.discretise(controller.probabilities())); };
  CHECK(reward(preferred()) < 1);
  learn(controller, reward, 400, rng);
  CHECK(reward(preferred()) == 1);
}

TEST_CASE("the same bits on every build: weights after twenty steps") {
  const auto& space = space::nb1shot1::space(3);
  base::Rng rng(8);
  Controller controller(space, {.units = 16}, rng);
  learn(controller, [&](const Configuration& c) { return share_of_conv3x3(space, c); }, 20, rng);
  base::Sha256 hash;
  for (const double weight : controller.weights()) {
    const auto bits = std::bit_cast<std::uint64_t>(weight);
    std::array<std::uint8_t, 8> bytes;
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(bits >> (8 * i));
    hash.update(bytes);
  }
  CHECK(base::to_hex(hash.digest()) == "9d2ac7275309633bf8e68326212a2b998f85f9c1ab4ec60fcc16ba4d8b842bda");
}

}  // namespace
}  // namespace cellar::oneshot
