// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/deep_trees.hpp>

#include <limits>

#include <doctest/doctest.h>

using namespace cellar;
using surrogate::DeepTree;
using surrogate::DeepTreeEnsemble;

namespace {

// Feature 1 above 3 ? (feature 0 above -1 ? 4 : 2) : -1, and a tree that is a leaf.
DeepTreeEnsemble example() {
  DeepTree tree{{{1, 3, 0, 2}, {DeepTree::kLeaf, 0, -1, 0}, {0, -1, 0, 4}, {DeepTree::kLeaf, 0, 2, 0},
                 {DeepTree::kLeaf, 0, 4, 0}}};
  DeepTree leaf{{{DeepTree::kLeaf, 0, 10, 0}}};
  return {0.5, 2, {1, 2}, {{tree, leaf}, {}}};
}

// A chain of inner nodes, each with a leaf on its right.
DeepTree chain(std::size_t length) {
  DeepTree tree;
  for (std::size_t i = 0; i < length; ++i) tree.nodes.push_back({0, 0, 0, static_cast<std::uint32_t>(2 * length - i)});
  for (std::size_t i = 0; i <= length; ++i) tree.nodes.push_back({DeepTree::kLeaf, 0, 1, 0});
  return tree;
}

bool is_damaged(std::vector<std::uint8_t> bytes) {
  const auto refused = surrogate::decode_deep_trees(bytes);
  return !refused && refused.error().code == base::ErrorCode::model_damaged;
}

}  // namespace

TEST_CASE("a row goes right where its feature is above the threshold") {
  const surrogate::RowMatrix rows{2, {0, 3, 0, 4, -1, 4}};
  CHECK(surrogate::predict(example(), rows) == std::vector<double>{5.5, 2, 8, 2, 7, 2});
}

TEST_CASE("deep trees come back from their bytes, a chain of a hundred thousand levels too") {
  const auto ensemble = example();
  const auto read = surrogate::decode_deep_trees(surrogate::encode_deep_trees(ensemble));
  REQUIRE(read);
  CHECK(*read == ensemble);
  const DeepTreeEnsemble deep{1, 1, {0}, {{chain(100'000)}}};
  const auto deep_read = surrogate::decode_deep_trees(surrogate::encode_deep_trees(deep));
  REQUIRE(deep_read);
  CHECK(*deep_read == deep);
}

TEST_CASE("damaged deep trees are refused") {
  const auto bytes = surrogate::encode_deep_trees(example());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    CHECK(is_damaged({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)}));
  auto longer = bytes;
  longer.push_back(0);
  CHECK(is_damaged(longer));

  auto many_trees = bytes;
  many_trees[16 + 8 + 3] = 0xFF;  // number of the first member's trees
  CHECK(is_damaged(many_trees));
  auto foreign_feature = bytes;
  foreign_feature[16 + 24 + 8] = 2;  // the first node's; there are 0 and 1
  CHECK(is_damaged(foreign_feature));

  auto infinite_leaf = example();
  infinite_leaf.members[0][1].nodes[0].leaf = std::numeric_limits<float>::infinity();
  CHECK(is_damaged(surrogate::encode_deep_trees(infinite_leaf)));
  auto no_number = example();
  no_number.base[1] = std::numeric_limits<double>::quiet_NaN();
  CHECK(is_damaged(surrogate::encode_deep_trees(no_number)));
}
