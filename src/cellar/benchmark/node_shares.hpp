// SPDX-License-Identifier: Apache-2.0
// What drives a prediction: exact interventional Shapley values (Lundberg and Lee, arXiv 1705.07874; Janzing et al.,
// arXiv 1910.13413) of the eight nodes of a DARTS architecture.
//
// A node's two edges are one choice: any mixture of two architectures by nodes is an architecture, while single edges
// could give a node the same source twice. So nothing is asked that the space does not have, and what follows from the
// choices (counts, depths, sizes: most features of the trees) changes along with them.
#pragma once

#include <array>
#include <span>

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::benchmark {

inline constexpr int kNodePlayers = space::darts::kCells * space::darts::kIntermediateNodes;

/// What predictions are compared with when nothing else is wished: so many uniform architectures.
inline constexpr int kUsualBackground = 64;

struct NodeShares {
  double predicted = 0;
  double expected = 0;  ///< mean prediction of the background
  /// By cell and node 2..5; they add up to predicted - expected, but for rounding.
  std::array<double, kNodePlayers> shares{};
};

/// kUsualBackground architectures, always the same ones.
std::vector<space::Architecture> usual_background();

/// Of the validation accuracy after the longest training. `background` holds at least one architecture, and `benchmark`
/// is on the DARTS space; else error invalid_argument. Cost: 256 queries for each architecture of the background.
base::Result<NodeShares> node_shares(const Benchmark& benchmark, const space::Architecture& architecture,
                                     std::span<const space::Architecture> background);

}  // namespace cellar::benchmark
