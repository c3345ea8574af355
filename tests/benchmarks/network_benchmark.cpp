// SPDX-License-Identifier: Apache-2.0
// Our own inference of neural surrogates: ten members of NAS-Bench-301's shapes answer for one architecture, and for 32
// at once, encoding included.
#include <vector>

#include <benchmark/benchmark.h>

#include <cellar/encoding/path_features.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/surrogate/graph_network.hpp>
#include <cellar/surrogate/mlp.hpp>
#include "surrogate/random_networks.hpp"

namespace {

using namespace cellar;
using namespace cellar::surrogate;

constexpr std::size_t kMembers = 10;

std::vector<space::Architecture> architectures(std::size_t count) {
  base::Rng rng(7);
  std::vector<space::Architecture> drawn;
  for (std::size_t i = 0; i < count; ++i) drawn.push_back(space::darts::space().sample(rng));
  return drawn;
}

// Eight layers of 24 units: NAS-Bench-301's gnn_gin.
GraphNetworkEnsemble graph_networks(const encoding::GraphVocabulary& vocabulary) {
  base::Rng rng(1);
  std::vector<GraphNetworkSpec> members;
  for (std::size_t m = 0; m < kMembers; ++m) {
    members.push_back(random_graph_network(vocabulary, 24, rng));
    while (members.back().layers.size() < 8) {
      members.back().layers.push_back(members.back().layers.front());
      members.back().updates.push_back(members.back().updates.front());
    }
  }
  return *GraphNetworkEnsemble::build(members);
}

void gin_answers(benchmark::State& state) {
  const auto encoding = encoding::GraphEncoding::of(space::darts::space());
  const auto ensemble = graph_networks(encoding->vocabulary());
  const auto asked = architectures(static_cast<std::size_t>(state.range(0)));
  std::vector<double> out(asked.size() * kMembers);
  for (auto _ : state) {
    std::vector<encoding::LabelledGraph> graphs;
    for (const auto& one : asked) graphs.push_back(encoding->graph(one));
    ensemble.predict(graphs, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(gin_answers)->Arg(1)->Arg(32)->Unit(benchmark::kMicrosecond);

// Seventeen layers of 31 units on 11,204 paths: BANANAS' perceptron as NAS-Bench-301 has it.
MlpEnsemble perceptrons(std::size_t features) {
  base::Rng rng(1);
  std::vector<MlpSpec> members;
  for (std::size_t m = 0; m < kMembers; ++m) {
    MlpSpec spec;
    spec.layers.push_back(random_dense(static_cast<int>(features), 31, rng));
    for (int l = 1; l < 17; ++l) spec.layers.push_back(random_dense(31, 31, rng));
    spec.layers.push_back(random_dense(31, 1, rng));
    members.push_back(std::move(spec));
  }
  return *MlpEnsemble::build(members);
}

void mlp_answers(benchmark::State& state) {
  const encoding::PathFeatures features(space::darts::space());
  const auto ensemble = perceptrons(features.size());
  const auto asked = architectures(static_cast<std::size_t>(state.range(0)));
  std::vector<double> out(asked.size() * kMembers);
  for (auto _ : state) {
    std::vector<SparseInput> inputs;
    for (const auto& one : asked) inputs.push_back(features.indices(one));
    ensemble.predict(inputs, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(mlp_answers)->Arg(1)->Arg(32)->Unit(benchmark::kMicrosecond);

}  // namespace
