// SPDX-License-Identifier: Apache-2.0
// Gradients of a graph in double precision beside differences of a scalar function of its output.
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include <cellar/network/graph.hpp>

namespace cellar::network::test {

using Doubles = Graph<double>;

inline constexpr int kBatch = kernels::kLanes;

// A scalar of a graph's output: its product with fixed random numbers.
class Probe {
 public:
  Probe(Doubles& graph, Value output, std::uint64_t seed)
      : graph_(graph), output_(output), factors_(graph.size(output)) {
    base::Rng rng(seed);
    for (double& factor : factors_) factor = rng.normal();
  }

  double value() {
    graph_.forward(Mode::training);
    double total = 0;
    for (std::size_t i = 0; i < factors_.size(); ++i) total += factors_[i] * graph_.values(output_)[i];
    return total;
  }

  void backward() {
    graph_.forward(Mode::training);
    graph_.begin_backward();
    const auto target = graph_.gradient_target(output_);
    std::copy(factors_.begin(), factors_.end(), target.gradients);
    graph_.backward();
  }

  // (f(x + h) - f(x - h)) / 2h; `number` is restored.
  double difference(double& number) {
    constexpr double kStep = 1e-5;  // rounding and curvature each leave an error near 1e-9
    const double before = number;
    number = before + kStep;
    const double above = value();
    number = before - kStep;
    const double below = value();
    number = before;
    return (above - below) / (2 * kStep);
  }

 private:
  Doubles& graph_;
  Value output_;
  std::vector<double> factors_;
};

inline void check_close(double analytic, double numeric, const std::string& place) {
  CAPTURE(place);
  CHECK(std::abs(analytic - numeric) <= 1e-6 * (1 + std::abs(analytic)));
}

// `build` gets a graph and its input, adds the layers under test and gives their output. Every weight and a sample of
// the input's numbers are compared.
template <class Build>
void check_gradients(Shape input_shape, Build build, std::uint64_t seed = 1) {
  Doubles graph(kBatch);
  const Value input = graph.add_value(input_shape);
  const Value output = build(graph, input);
  base::Rng rng(seed);
  graph.initialise(rng);
  for (std::size_t i = 0; i < graph.size(input); ++i) graph.values(input)[i] = rng.normal();
  for (double& weight : graph.weights()) weight += 0.1 * rng.normal();  // biases, scales and shifts are not special

  Probe probe(graph, output, seed + 1);
  probe.backward();
  const std::vector<double> weight_gradients(graph.weight_gradients().begin(), graph.weight_gradients().end());
  const std::vector<double> input_gradients(graph.gradients(input), graph.gradients(input) + graph.size(input));
  for (std::size_t i = 0; i < weight_gradients.size(); ++i)
    check_close(weight_gradients[i], probe.difference(graph.weights()[i]), "weight " + std::to_string(i));
  constexpr std::size_t kEvery = 7;  // coprime to batch and sides, so that every pixel and channel is met
  for (std::size_t i = 0; i < input_gradients.size(); i += kEvery)
    check_close(input_gradients[i], probe.difference(graph.values(input)[i]), "input " + std::to_string(i));
}

}  // namespace cellar::network::test
