// SPDX-License-Identifier: Apache-2.0
// Regression trees of any depth over whole-number features, with leaves as they were fitted: what random forests and
// NAS-Bench-301's gradient boosting (depth 13) need. Trees of up to depth 6 are smaller and faster as TreeEnsemble.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <cellar/base/result.hpp>

namespace cellar::surrogate {

/// Rows of whole numbers, one after the other.
struct RowMatrix {
  std::size_t columns = 0;
  std::vector<std::int16_t> values;
  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  std::span<const std::int16_t> row(std::size_t i) const { return std::span(values).subspan(i * columns, columns); }
  friend bool operator==(const RowMatrix&, const RowMatrix&) = default;
};

/// Nodes in preorder: the left child right after its parent. Features are -1..255.
struct DeepTree {
  static constexpr std::uint8_t kLeaf = 255;
  static constexpr int kMaxFeatures = 255;  ///< numbers 0..254
  static constexpr std::int16_t kMinThreshold = -1, kMaxThreshold = 254;

  struct Node {
    std::uint8_t feature = kLeaf;
    std::int16_t threshold = 0;  ///< of an inner node: features above it go right
    float leaf = 0;
    std::uint32_t right = 0;     ///< of an inner node: its right child
    friend bool operator==(const Node&, const Node&) = default;
  };
  std::vector<Node> nodes;
  friend bool operator==(const DeepTree&, const DeepTree&) = default;
};

/// Member m answers base[m] + scale * (sum of the leaves reached).
struct DeepTreeEnsemble {
  double scale = 1;
  std::uint32_t features = 0;
  std::vector<double> base;                    ///< one per member
  std::vector<std::vector<DeepTree>> members;
  friend bool operator==(const DeepTreeEnsemble&, const DeepTreeEnsemble&) = default;
};

/// out[row * members + m]; rows have the ensemble's features. Sums are of doubles in the order of the trees, so that
/// the bits are the same on every build and for a row alone.
std::vector<double> predict(const DeepTreeEnsemble& ensemble, const RowMatrix& rows);

/// What each tree of a member answers is added to `sums`, one of each row.
void add_leaves(std::span<const DeepTree> trees, const RowMatrix& rows, std::span<double> sums);

/// The payload of a section (models/FORMAT.md, "Deep trees"): at most 6 bytes a node.
std::vector<std::uint8_t> encode_deep_trees(const DeepTreeEnsemble& ensemble);

/// Error model_damaged with the byte. Memory: at most 8 times the payload, whatever the bytes say; a tree is read
/// without recursion, however deep it is. The coding leaves no room for cycles, or for children that do not exist.
base::Result<DeepTreeEnsemble> decode_deep_trees(std::span<const std::uint8_t> payload);

}  // namespace cellar::surrogate
