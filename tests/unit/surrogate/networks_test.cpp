// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <set>
#include <string>

#include <cellar/base/crc32c.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <cellar/surrogate/deep_sets.hpp>
#include <cellar/surrogate/graph_network.hpp>
#include <cellar/surrogate/mlp.hpp>
#include "surrogate/plain_networks.hpp"
#include "surrogate/random_networks.hpp"

using namespace cellar;
using namespace cellar::surrogate;
using encoding::GraphEncoding;
using encoding::LabelledGraph;

namespace {

constexpr std::size_t kInputs = 21;  // two blocks of graphs and a rest, no multiple of any block

std::vector<LabelledGraph> random_graphs(const space::Space& space, base::Rng& rng) {
  std::vector<LabelledGraph> graphs;
  for (std::size_t i = 0; i < kInputs; ++i) graphs.push_back(GraphEncoding::of(space)->graph(space.sample(rng)));
  return graphs;
}

std::vector<SparseInput> random_inputs(base::Rng& rng) {
  std::vector<SparseInput> inputs;
  for (std::size_t i = 0; i < 2 * kInputs; ++i) {
    std::set<std::uint16_t> ones;
    for (int n = 0; n < 8; ++n) ones.insert(static_cast<std::uint16_t>(rng.below(50)));
    inputs.emplace_back(ones.begin(), ones.end());
  }
  return inputs;
}

// Every answer has the bits of the plain sums, alone and in a batch.
template <class Ensemble, class Input, class Spec, class Plain>
std::vector<double> check_answers(const std::vector<Spec>& specs, const std::vector<Input>& inputs, Plain plain) {
  const auto ensemble = Ensemble::build(specs);
  REQUIRE(ensemble);
  std::vector<double> batch(inputs.size() * specs.size()), alone(specs.size());
  ensemble->predict(inputs, batch);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    ensemble->predict(std::span(inputs).subspan(i, 1), alone);
    for (std::size_t m = 0; m < specs.size(); ++m) {
      REQUIRE(batch[i * specs.size() + m] == plain(specs[m], inputs[i]));
      REQUIRE(alone[m] == batch[i * specs.size() + m]);
    }
  }
  REQUIRE(std::set(batch.begin(), batch.end()).size() > batch.size() / 2);  // answers tell inputs and members apart
  return batch;
}

std::uint32_t hash(const std::vector<double>& values) {
  std::vector<std::uint8_t> bytes;
  for (const double value : values)
    for (int shift = 0; shift < 64; shift += 8)
      bytes.push_back(static_cast<std::uint8_t>(std::bit_cast<std::uint64_t>(value) >> shift));
  return base::crc32c(bytes);
}

}  // namespace

// The hashes are the promise of equal digits: this test runs on every compiler and in WebAssembly.
TEST_CASE("a perceptron answers with the bits of its definition on every build") {
  base::Rng rng(1);
  const std::vector specs = {random_mlp(rng), random_mlp(rng)};
  const auto answers = check_answers<MlpEnsemble>(specs, random_inputs(rng), [](const auto& spec, const auto& input) {
    return plain::mlp(spec, input);
  });
  CHECK(hash(answers) == 3805017024u);
}

TEST_CASE("deep sets answer with the bits of their definition on every build") {
  base::Rng rng(2);
  const auto& space = space::darts::space();
  const auto vocabulary = GraphEncoding::of(space)->vocabulary();
  const std::vector specs = {random_deep_sets(vocabulary, rng), random_deep_sets(vocabulary, rng)};
  std::vector<SetInput> sets;
  for (const auto& graph : random_graphs(space, rng)) sets.push_back(encoding::edge_set(graph, vocabulary));
  const auto answers = check_answers<DeepSetsEnsemble>(specs, sets, [](const auto& spec, const auto& set) {
    return plain::deep_sets(spec, set);
  });
  CHECK(hash(answers) == 1906691844u);
}

TEST_CASE("a graph network answers with the bits of its definition on every build, for graphs of any size") {
  base::Rng rng(3);
  using Case = std::pair<const space::Space*, std::uint32_t>;
  for (const auto& [space, expected] :
       {Case{&space::darts::space(), 2666056543u}, Case{&space::nb1shot1::space(2), 2121986571u}}) {
    const auto vocabulary = GraphEncoding::of(*space)->vocabulary();
    const std::vector specs = {random_graph_network(vocabulary, 24, rng), random_graph_network(vocabulary, 11, rng)};
    const auto answers =
        check_answers<GraphNetworkEnsemble>(specs, random_graphs(*space, rng), [](const auto& spec, const auto& graph) {
          return plain::graph_network(spec, graph);
        });
    CHECK(hash(answers) == expected);
  }
}

TEST_CASE("members that read different inputs are no ensemble") {
  base::Rng rng(4);
  const encoding::GraphVocabulary two{2, 2, 5}, three{3, 2, 5};
  CHECK_FALSE(GraphNetworkEnsemble::build(
      std::vector{random_graph_network(two, 8, rng), random_graph_network(three, 8, rng)}));
  CHECK_FALSE(DeepSetsEnsemble::build(std::vector{random_deep_sets(two, rng), random_deep_sets(three, rng)}));
  MlpSpec other = random_mlp(rng);
  other.layers[0] = random_dense(49, 31, rng);
  CHECK_FALSE(MlpEnsemble::build(std::vector{random_mlp(rng), other}));
}
