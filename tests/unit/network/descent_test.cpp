// SPDX-License-Identifier: Apache-2.0
// Steps and rates against values worked out by hand.
#include <cellar/network/descent.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

#include <cellar/network/schedule.hpp>

namespace cellar::network {
namespace {

// A weight that decays and a bias that does not, both 1.
Graph<double> two_numbers() {
  Graph<double> graph(kernels::kLanes);
  graph.add_parameters(1, ParameterKind::weight, 1);
  graph.add_parameters(1, ParameterKind::bias);
  graph.weights()[0] = graph.weights()[1] = 1;
  return graph;
}

void set_gradients(Graph<double>& graph, double value) {
  for (double& gradient : graph.weight_gradients()) gradient = value;
}

TEST_CASE("SGD adds decay to the gradient and keeps a share of the last step") {
  auto graph = two_numbers();
  Sgd<double> descent(0.5, 0.1);
  set_gradients(graph, 2);
  descent.step(graph, 0.1);
  CHECK(graph.weights()[0] == doctest::Approx(1 - 0.1 * 2.1));
  CHECK(graph.weights()[1] == doctest::Approx(1 - 0.1 * 2));
  set_gradients(graph, 0);
  descent.step(graph, 0.1);
  CHECK(graph.weights()[0] == doctest::Approx(0.79 - 0.1 * (0.5 * 2.1 + 0.1 * 0.79)));
  CHECK(graph.weights()[1] == doctest::Approx(0.8 - 0.1 * (0.5 * 2)));
}

TEST_CASE("Adam's first step is the rate, whatever the gradient; the second weighs both") {
  Adam<double> adam({.learning_rate = 0.1, .first_decay = 0.5, .second_decay = 0.75, .weight_decay = 0});
  std::array<double, 2> weights{0, 0};
  adam.step(weights, std::array<double, 2>{3, -0.01});
  CHECK(weights[0] == doctest::Approx(-0.1));
  CHECK(weights[1] == doctest::Approx(0.1));
  adam.step(weights, std::array<double, 2>{0, 0});
  // First moment 0.75 / 0.75, second 0.75 * 0.25 * 9 / (1 - 0.75^2).
  CHECK(weights[0] == doctest::Approx(-0.1 - 0.1 * 1 / std::sqrt(0.75 * 0.25 * 9 / 0.4375)));
}

TEST_CASE("Adam adds decay to the gradient") {
  Adam<double> adam({.learning_rate = 0.1, .first_decay = 0, .second_decay = 0, .weight_decay = 1});
  std::array<double, 1> weights{-2};
  adam.step(weights, std::array<double, 1>{0});
  CHECK(weights[0] == doctest::Approx(-1.9));
}

TEST_CASE("gradients are clipped to a norm") {
  std::vector<double> gradients{3, 4};
  CHECK(clip_gradients<double>(gradients, 10) == doctest::Approx(5));
  CHECK(gradients == std::vector<double>{3, 4});
  CHECK(clip_gradients<double>(gradients, 0) == doctest::Approx(5));
  CHECK(gradients == std::vector<double>{3, 4});
  CHECK(clip_gradients<double>(gradients, 1) == doctest::Approx(5));
  CHECK(gradients[0] == doctest::Approx(0.6));
  CHECK(gradients[1] == doctest::Approx(0.8));
}

TEST_CASE("half a cosine") {
  for (int i = 0; i <= 1000; ++i) {
    const double share = i / 1000.0;
    CHECK(std::abs(half_cosine(share) - (1 + std::cos(3.14159265358979323846 * share)) / 2) < 1e-14);
  }
  CHECK(half_cosine(0) == 1);
  CHECK(half_cosine(1) == 0);
}

TEST_CASE("a rate rises over the warm-up, then follows the cosine to its end") {
  const Schedule schedule{0.2, 0.01, 100, 4};
  CHECK(schedule.rate(0) == doctest::Approx(0.05));
  CHECK(schedule.rate(1) == doctest::Approx(0.5 * (0.01 + 0.19 * half_cosine(0.01))));
  CHECK(schedule.rate(3) == doctest::Approx(0.01 + 0.19 * half_cosine(0.03)));
  CHECK(schedule.rate(50) == doctest::Approx(0.105));
  CHECK(schedule.rate(99) > 0.01);
  CHECK(Schedule{0.2, 0, 100, 0}.rate(0) == 0.2);
}

}  // namespace
}  // namespace cellar::network
