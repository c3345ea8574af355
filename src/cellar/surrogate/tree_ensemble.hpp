// SPDX-License-Identifier: Apache-2.0
// Ensembles of regression trees over small integer features, answered with integer sums: leaves are quantised, so a
// sum is exact in whatever order it is taken, and every build, thread count and vector width gives the same bits.
//
// Small whole numbers leave few distinct conditions "feature > threshold" in all trees together (228 in a model of
// 250,000 nodes), so a row first answers each of them once, one byte each. A node is then only the number of its
// condition, and a step down is slot = 2 * slot + answer[condition[slot]]: two loads and an addition, no comparison, no
// branch, no pointer. Trees are padded to complete ones and 16 are walked at a time, as a step waits for its loads.
//
// Measured on 10 members of 500 trees of depth 6, one core of a server at 2.6 GHz, for one row / a row of a batch:
// this walk 16 / 10 us native and 27 / 22 us in WebAssembly (node); 8 trees at a time 18 / 11 and 37 / 25 us; one-byte
// condition numbers 14 / 10 and 25 / 28 us, but for at most 256 conditions; walking (feature, threshold) nodes 32 / 18
// and 43 / 32 us; one leaf mask per feature value (QuickScorer, SIGIR 2015) 29 us native and 30 us in WebAssembly, with
// 13 times the memory. Skipping levels of shallow trees is not worth its branch: boosted trees are nearly all full.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>

namespace cellar::surrogate {

/// Depth of the complete trees that are walked; XGBoost's max_depth must not exceed it.
inline constexpr int kMaxDepth = 6;

/// Trees an ensemble may have in all. With 16-bit leaves no sum of so many overflows 32 bits.
inline constexpr std::size_t kMaxTrees = 65'536;
inline constexpr std::size_t kMaxMembers = 256;

/// A tree as it is trained and stored: nodes in preorder, the left child right after its parent.
struct Tree {
  struct Node {
    std::uint8_t feature = 0;    ///< of an inner node
    std::uint8_t threshold = 0;  ///< features above it go right; at most 254, as nothing is above 255
    bool leaf = true;
    std::int32_t value = 0;      ///< of a leaf, in quanta; -32,768..32,767
    friend bool operator==(const Node&, const Node&) = default;
  };
  std::vector<Node> nodes;
  friend bool operator==(const Tree&, const Tree&) = default;
};

/// One quantity, predicted by one or several members: base + quantum * (sum of the leaves reached), per member.
struct TreeEnsembleSpec {
  std::string name;          ///< "val_accuracy"
  double quantum = 1;
  std::vector<double> base;              ///< one per member
  std::vector<std::vector<Tree>> members;
  friend bool operator==(const TreeEnsembleSpec&, const TreeEnsembleSpec&) = default;
};

class TreeEnsemble {
 public:
  /// Checks shape and depth of the trees, features (< feature_count <= 256), thresholds, leaves and how many trees and
  /// members there are. Error invalid_argument names member, tree and node. 256 bytes and about 1 us a tree.
  static base::Result<TreeEnsemble> build(const TreeEnsembleSpec& spec, int feature_count);

  int members() const { return static_cast<int>(base_.size()); }
  int feature_count() const { return feature_count_; }

  /// out[m] = prediction of member m.
  void predict(std::span<const std::uint8_t> features, std::span<double> out) const;

  /// `features` holds `rows` rows of feature_count() values; out[row * members() + m]. Same bits as predict, faster.
  void predict_batch(std::span<const std::uint8_t> features, std::size_t rows, std::span<double> out) const;

 private:
  /// "features[feature] > threshold"
  struct Condition {
    std::uint8_t feature;
    std::uint8_t threshold;
  };

  /// A tree as it is walked: complete, every branch padded to kMaxDepth by repeating its leaf. Slot 1 is the root, the
  /// children of slot i are 2i (condition does not hold) and 2i + 1 (holds); slots 64..127 are the leaves.
  struct CompleteTree {
    std::array<std::uint16_t, 64> condition{};  ///< index into conditions_; slot 0 is unused
    std::array<std::int16_t, 64> leaf{};
  };

  /// Trees walked at the same time, so that the waiting for one tree's node is filled with the others'.
  static constexpr std::size_t kInterleave = 16;

  TreeEnsemble() = default;

  /// Fills conditions_; returns the index of each by feature * 256 + threshold.
  std::vector<std::uint16_t> collect_conditions(const TreeEnsembleSpec& spec);
  /// Copies the subtree whose preorder begins at `next` below `slot` and returns where its preorder ends.
  static std::size_t expand(std::span<const Tree::Node> nodes, std::span<const std::uint16_t> condition_of_key,
                            std::size_t next, std::size_t slot, CompleteTree& out);
  void answer_conditions(const std::uint8_t* features, std::uint8_t* answers) const;
  void predict_block(std::span<const std::uint8_t> answers, std::span<double> out) const;
  /// `end - tree` is a multiple of kInterleave.
  static std::int32_t sum_of_leaves(const CompleteTree* tree, const CompleteTree* end, const std::uint8_t* answers);

  double quantum_ = 1;
  int feature_count_ = 0;
  std::vector<double> base_;               ///< one per member
  std::vector<std::size_t> member_end_;    ///< member m's trees end there in trees_; filled up to whole interleaves
  std::vector<CompleteTree> trees_;        ///< by member
  std::vector<Condition> conditions_;      ///< every distinct one of all trees, sorted
};

}  // namespace cellar::surrogate
