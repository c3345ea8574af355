// SPDX-License-Identifier: Apache-2.0
// Random tree ensembles of every shape, and the plainest way to read one, for tests to compare with.
#pragma once

#include <cellar/base/rng.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>

namespace cellar::surrogate::testing {

/// Appends a random subtree of at most `levels` levels; thinner where leaf_chance is higher.
inline void grow(Tree& tree, int feature_count, int levels, double leaf_chance, base::Rng& rng) {
  if (levels == 0 || rng.uniform() < leaf_chance) {
    tree.nodes.push_back({0, 0, true, static_cast<std::int32_t>(rng.below(65'536)) - 32'768});
    return;
  }
  tree.nodes.push_back({static_cast<std::uint8_t>(rng.below(static_cast<std::uint32_t>(feature_count))),
                        static_cast<std::uint8_t>(rng.below(255)), false, 0});
  grow(tree, feature_count, levels - 1, leaf_chance, rng);
  grow(tree, feature_count, levels - 1, leaf_chance, rng);
}

/// Members have between 0 and `most_trees` trees, from single leaves to complete trees.
inline TreeEnsembleSpec random_spec(std::size_t members, std::uint32_t most_trees, int feature_count, base::Rng& rng) {
  TreeEnsembleSpec spec{.name = "val_accuracy", .quantum = 0x1p-20, .base = {}, .members = {}};
  for (std::size_t m = 0; m < members; ++m) {
    spec.base.push_back(rng.uniform());
    spec.members.emplace_back(rng.below(most_trees + 1));
    for (Tree& tree : spec.members.back()) {
      const int levels = static_cast<int>(rng.below(kMaxDepth + 1));
      const double leaf_chance = 0.5 * rng.uniform();
      grow(tree, feature_count, levels, leaf_chance, rng);
    }
  }
  return spec;
}

inline std::vector<std::uint8_t> random_features(std::size_t count, base::Rng& rng) {
  std::vector<std::uint8_t> features(count);
  for (std::uint8_t& feature : features) feature = static_cast<std::uint8_t>(rng.below(256));
  return features;
}

/// Index behind the subtree that begins at `node`.
inline std::size_t behind(const Tree& tree, std::size_t node) {
  return tree.nodes[node].leaf ? node + 1 : behind(tree, behind(tree, node + 1));
}

/// The leaf one row reaches, node by node.
inline std::int32_t walk(const Tree& tree, std::span<const std::uint8_t> row) {
  std::size_t node = 0;
  while (!tree.nodes[node].leaf) {
    const bool right = row[tree.nodes[node].feature] > tree.nodes[node].threshold;
    node = right ? behind(tree, node + 1) : node + 1;
  }
  return tree.nodes[node].value;
}

}  // namespace cellar::surrogate::testing
