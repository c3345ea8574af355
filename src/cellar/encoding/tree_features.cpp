// SPDX-License-Identifier: Apache-2.0
#include <cellar/encoding/tree_features.hpp>

#include <algorithm>

namespace cellar::encoding::darts {
namespace {

using namespace space::darts;

constexpr std::size_t kPairs = 28, kCounts = 34, kDepths = 48, kConvolutions = 52, kInputCounts = 54, kInputEdges = 68,
                      kSizes = 72;

// The least and the greatest network_size of the space (NB301's configuration), pinned by a test.
constexpr std::int64_t kMinParameters = 392'426, kMaxParameters = 1'684'714;
constexpr std::int64_t kMinMacs = 79'205'376, kMaxMacs = 269'128'704;

// Rank of the pair a < b among the pairs of earlier nodes, (0,1), (0,2), ..., (1,2), ...
std::uint8_t pair_rank(int target, int a, int b) {
  int rank = 0;
  for (int first = 0; first < a; ++first) rank += target - 1 - first;
  return static_cast<std::uint8_t>(rank + b - a - 1);
}

std::uint8_t in_255_steps(std::int64_t value, std::int64_t least, std::int64_t greatest) {
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>((value - least) * 255 / (greatest - least), 0, 255));
}

void add_cell(const Cell& cell, std::size_t c, TreeFeatures& out) {
  std::array<std::uint8_t, kInputNodes + kIntermediateNodes> depths{};
  for (int k = 0; k < kEdgesPerCell; ++k) {
    const auto [source, operation] = cell.edges[static_cast<std::size_t>(k)];
    const auto op = static_cast<std::size_t>(operation);
    const int target = target_of(k);
    out[kCandidateEdges * c + static_cast<std::size_t>(candidate_edge(target, source))] =
        static_cast<std::uint8_t>(op + 1);
    ++out[kCounts + kOperationCount * c + op];
    if (has_parameters(operation)) ++out[kConvolutions + c];
    if (source < kInputNodes) {
      ++out[kInputCounts + kOperationCount * c + op];
      ++out[kInputEdges + kInputNodes * c + source];
    }
    auto& depth = depths[static_cast<std::size_t>(target)];
    depth = std::max<std::uint8_t>(depth, static_cast<std::uint8_t>(depths[source] + 1));
  }
  for (int target = 3; target <= 5; ++target) {
    const auto first = static_cast<std::size_t>(2 * (target - 2));
    out[kPairs + 3 * c + static_cast<std::size_t>(target - 3)] =
        pair_rank(target, cell.edges[first].source, cell.edges[first + 1].source);
  }
  for (const std::uint8_t depth : depths) {
    out[kDepths + 2 * c] = std::max(out[kDepths + 2 * c], depth);
    out[kDepths + 2 * c + 1] = static_cast<std::uint8_t>(out[kDepths + 2 * c + 1] + depth);
  }
}

}  // namespace

TreeFeatures tree_features(const Genotype& genotype, const NetworkSize& size) {
  TreeFeatures out{};
  add_cell(genotype.normal, 0, out);
  add_cell(genotype.reduce, 1, out);
  out[kSizes] = in_255_steps(size.parameters, kMinParameters, kMaxParameters);
  out[kSizes + 1] = in_255_steps(size.macs, kMinMacs, kMaxMacs);
  return out;
}

}  // namespace cellar::encoding::darts
