// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <network/finite_differences.hpp>

#include <cellar/oneshot/cell_output_layer.hpp>
#include <cellar/oneshot/choice_logits.hpp>
#include <cellar/oneshot/supernet.hpp>

using namespace cellar;
using namespace cellar::oneshot;
using network::test::kBatch;
using space::nb1shot1::ChoiceWeights;

namespace {

constexpr network::NetworkShape kSmall{.batch = kBatch, .side = 5, .classes = 3, .channels = 2};

void fill(network::Network<double>& network, std::uint64_t seed) {
  base::Rng rng(seed);
  network.graph->initialise(rng);
  for (double& weight : network.graph->weights()) weight += 0.1 * rng.normal();
  for (std::size_t i = 0; i < network.graph->size(network.images); ++i)
    network.graph->values(network.images)[i] = rng.normal();
}

ChoiceWeights soft_weights(const space::nb1shot1::OneShotSpace& space) {
  base::Rng rng(5);
  ChoiceLogits logits(space, rng);
  for (double& value : logits.values()) value = rng.normal();
  return logits.softmax();
}

std::vector<double> outputs(Supernet<double>& supernet) {
  auto& network = supernet.network();
  network.graph->forward(network::Mode::training);
  const double* logits = network.graph->values(network.logits);
  return {logits, logits + network.graph->size(network.logits)};
}

}  // namespace

TEST_CASE("the gradients of a supernet's choices and weights agree with differences") {
  for (const int partial : {1, 2}) {
    CAPTURE(partial);
    const auto& space = space::nb1shot1::space(1);
    Supernet<double> supernet(space, {kSmall, partial});
    fill(supernet.network(), 1);
    ChoiceWeights weights = soft_weights(space);
    supernet.put(weights);
    auto& graph = *supernet.network().graph;
    network::test::Probe probe(graph, supernet.network().logits, 2);
    supernet.clear_choice_gradients();
    probe.backward();
    const std::vector<double> weight_gradients(graph.weight_gradients().begin(), graph.weight_gradients().end());

    constexpr int kCell = 1;
    const ChoiceWeights gradients = supernet.choice_gradients(kCell);
    constexpr double kStep = 1e-5;
    const auto check = [&](double& weight, double analytic, const std::string& place) {
      const double before = weight;
      weight = before + kStep;
      supernet.put(kCell, weights);
      const double above = probe.value();
      weight = before - kStep;
      supernet.put(kCell, weights);
      const double below = probe.value();
      weight = before;
      supernet.put(kCell, weights);
      network::test::check_close(analytic, (above - below) / (2 * kStep), place);
    };
    for (std::size_t block = 0; block < weights.operations.size(); ++block)
      for (std::size_t i = 0; i < kOperations; ++i)
        check(weights.operations[block][i], gradients.operations[block][i],
              "operation " + std::to_string(i) + " of block " + std::to_string(block));
    for (std::size_t node = 0; node < weights.inputs.size(); ++node)
      for (std::size_t i = 0; i < weights.inputs[node].size(); ++i)
        check(weights.inputs[node][i], gradients.inputs[node][i],
              "input " + std::to_string(i) + " of node " + std::to_string(node + 1));
    for (std::size_t i = 0; i < weight_gradients.size(); i += 41)
      network::test::check_close(weight_gradients[i], probe.difference(graph.weights()[i]),
                                 "weight " + std::to_string(i));
  }
}

TEST_CASE("leaving out what has weight 0 changes nothing but the work") {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    CAPTURE(number);
    const auto& space = space::nb1shot1::space(number);
    base::Rng rng(static_cast<std::uint64_t>(number));
    Supernet<double> supernet(space, {kSmall});
    fill(supernet.network(), 1);
    auto& graph = *supernet.network().graph;
    supernet.put(soft_weights(space));
    const auto all = graph.macs();
    for (int i = 0; i < 5; ++i) {
      const ChoiceWeights chosen = space.one_hot(space.sample(rng));
      supernet.put(chosen);
      const auto sparse = outputs(supernet);
      CHECK(graph.macs() < all);
      // The same weights, every layer running: what is tiny instead of 0 is left in.
      ChoiceWeights dense = chosen;
      for (auto& row : dense.operations)
        for (double& weight : row) weight = weight == 0 ? 1e-300 : weight;
      for (auto& row : dense.inputs)
        for (double& weight : row) weight = weight == 0 ? 1e-300 : weight;
      supernet.put(dense);
      CHECK(graph.macs() == all);
      CHECK(outputs(supernet) == sparse);
    }
  }
}

TEST_CASE("gradients flow only where a single architecture has layers") {
  const auto& space = space::nb1shot1::space(2);
  Supernet<double> supernet(space, {kSmall});
  fill(supernet.network(), 1);
  base::Rng rng(1);
  const ChoiceWeights chosen = space.one_hot(space.sample(rng));
  supernet.put(chosen);
  auto& graph = *supernet.network().graph;
  network::test::Probe probe(graph, supernet.network().logits, 2);
  supernet.clear_choice_gradients();
  probe.backward();
  const std::vector<double> weight_gradients(graph.weight_gradients().begin(), graph.weight_gradients().end());
  std::size_t without = 0;
  for (const double gradient : weight_gradients) without += gradient == 0;
  CHECK(without > weight_gradients.size() / 3);
  CHECK(without < weight_gradients.size());
  for (std::size_t i = 0; i < weight_gradients.size(); i += 29)
    network::test::check_close(weight_gradients[i], probe.difference(graph.weights()[i]), "weight " + std::to_string(i));
  const ChoiceWeights gradients = supernet.choice_gradients(0);
  for (std::size_t node = 0; node < gradients.inputs.size(); ++node)
    for (std::size_t i = 0; i < gradients.inputs[node].size(); ++i)
      if (chosen.inputs[node][i] == 0) CHECK(gradients.inputs[node][i] == 0);
}

TEST_CASE("a cell's output is its weighted blocks side by side plus the weighted projection") {
  network::test::Doubles graph(kBatch);
  network::Mixture<double> mixture{{0.5, 2, 3}, {0, 0, 0}};
  const auto projection = graph.add_input({4, 1}), first = graph.add_input({2, 1}), second = graph.add_input({2, 1});
  for (const auto value : {projection, first, second}) std::fill_n(graph.values(value), graph.size(value), value + 1.0);
  const auto output = weighted_cell_output(graph, projection, {first, second}, mixture);
  const auto channel = [&](int number) { return graph.values(output)[number * kBatch]; };
  graph.forward(network::Mode::training);
  CHECK(channel(0) == 0.5 * 1 + 2 * 2);
  CHECK(channel(3) == 0.5 * 1 + 3 * 3);
  mixture.weights = {0, 2, 0};
  graph.forward(network::Mode::training);
  CHECK(channel(1) == 2 * 2);
  CHECK(channel(2) == 0);
}
