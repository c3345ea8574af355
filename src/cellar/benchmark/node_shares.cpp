// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/node_shares.hpp>

#include <bit>
#include <vector>

namespace cellar::benchmark {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;

/// Bit p: node player p is as in the explained architecture.
using Coalition = unsigned;
constexpr Coalition kCoalitions = 1U << kNodePlayers;

/// Source and operation of two edges.
constexpr std::size_t kChoicesPerNode = 4;

Architecture mixture(const Architecture& explained, const Architecture& other, Coalition coalition) {
  std::array<std::uint8_t, kNodePlayers * kChoicesPerNode> choices{};
  for (std::size_t choice = 0; choice < choices.size(); ++choice) {
    const bool from_explained = (coalition >> choice / kChoicesPerNode & 1) != 0;
    choices[choice] = (from_explained ? explained : other)[choice];
  }
  return Architecture(choices);
}

/// By coalition: the mean prediction where the nodes outside it are those of the background.
Result<std::vector<double>> coalition_values(const Benchmark& benchmark, const Architecture& explained,
                                             std::span<const Architecture> background) {
  std::vector<double> values(kCoalitions);
  std::vector<Architecture> mixtures(kCoalitions);
  for (const Architecture& other : background) {
    for (Coalition coalition = 0; coalition < kCoalitions; ++coalition)
      mixtures[coalition] = mixture(explained, other, coalition);
    const auto answers = benchmark.query_batch(mixtures, benchmark.fidelities().max, {});
    if (!answers) return answers.error();
    for (Coalition coalition = 0; coalition < kCoalitions; ++coalition)
      values[coalition] += (*answers)[coalition].val_accuracy;
  }
  for (double& value : values) value /= static_cast<double>(background.size());
  return values;
}

/// By size of the coalition that a player joins: in which part of all orders of the players it is the one before.
std::array<double, kNodePlayers> order_weights() {
  std::array<double, kNodePlayers> weights{};
  double subsets = 1;  // of that size, of the other players
  for (int size = 0; size < kNodePlayers; ++size) {
    weights[static_cast<std::size_t>(size)] = 1 / (kNodePlayers * subsets);
    subsets = subsets * (kNodePlayers - 1 - size) / (size + 1);
  }
  return weights;
}

}  // namespace

std::vector<Architecture> usual_background() {
  auto rng = base::Rng::derive(1, "background", 0);
  std::vector<Architecture> background;
  for (int i = 0; i < kUsualBackground; ++i) background.push_back(space::darts::space().sample(rng));
  return background;
}

Result<NodeShares> node_shares(const Benchmark& benchmark, const Architecture& architecture,
                               std::span<const Architecture> background) {
  if (&benchmark.space() != &space::darts::space())
    return Error{ErrorCode::invalid_argument, "shares of nodes are for benchmarks on the DARTS space, not " +
                 benchmark.name(), "benchmark"};
  if (background.empty())
    return Error{ErrorCode::invalid_argument, "needs at least one architecture to compare with", "background"};
  const auto values = coalition_values(benchmark, architecture, background);
  if (!values) return values.error();

  NodeShares result;
  result.predicted = values->back();
  result.expected = values->front();
  const auto weights = order_weights();
  for (std::size_t player = 0; player < kNodePlayers; ++player)
    for (Coalition coalition = 0; coalition < kCoalitions; ++coalition)
      if (const Coalition joined = coalition | 1U << player; joined != coalition)
        result.shares[player] += weights[static_cast<std::size_t>(std::popcount(coalition))] *
                                 ((*values)[joined] - (*values)[coalition]);
  return result;
}

}  // namespace cellar::benchmark
