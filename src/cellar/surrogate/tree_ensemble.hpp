// SPDX-License-Identifier: Apache-2.0
// Ensembles of regression trees over small integer features, answered with integer sums: leaves are quantised, so a
// sum is exact in whatever order it is taken, and every build, thread count and vector width gives the same bits.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>

namespace cellar::surrogate {

/// Depth of the complete trees that are walked; XGBoost's max_depth must not exceed it.
inline constexpr int kMaxDepth = 6;

/// A tree as it is trained and stored: nodes in preorder, the left child right after its parent.
struct Tree {
  struct Node {
    std::uint8_t feature;    ///< of an inner node
    std::uint8_t threshold;  ///< features above it go right
    bool leaf;
    std::int32_t value;      ///< of a leaf, in quanta
  };
  std::vector<Node> nodes;
};

/// One quantity, predicted by one or several members: base + quantum * (sum of the leaves reached), per member.
struct TreeEnsembleSpec {
  std::string name;          ///< "val_accuracy"
  double quantum;
  std::vector<double> base;              ///< one per member
  std::vector<std::vector<Tree>> members;
};

class TreeEnsemble {
 public:
  /// Checks depth, features (< feature_count) and sums that could overflow 32 bits.
  static base::Result<TreeEnsemble> build(const TreeEnsembleSpec& spec, int feature_count);

  int members() const;
  int feature_count() const;

  /// out[m] = prediction of member m. Cost: about 3 ns a tree.
  void predict(std::span<const std::uint8_t> features, std::span<double> out) const;

  /// `features` holds `rows` rows of feature_count() values; out[row * members() + m]. Same bits as predict, faster per row.
  void predict_batch(std::span<const std::uint8_t> features, std::size_t rows, std::span<double> out) const;

 private:
  TreeEnsemble() = default;
};

}  // namespace cellar::surrogate
