// SPDX-License-Identifier: Apache-2.0
// A regression tree on categorical values, grown by least squares: Breiman, Friedman, Olshen and Stone, "Classification
// and Regression Trees", 1984. A split sends some values of one parameter to the left; ordering the values by their
// mean target makes the best subset one of its prefixes (Fisher 1958; there section 9.4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/space/space.hpp>

namespace cellar::optimizer {

/// What trees are grown on. Targets are whole steps of 2^-24 of their range above the lowest, so that sums are exact
/// in any order and a count and a sum fit into one number.
class TreeTable {
 public:
  static constexpr int kMaxValues = 32;  ///< of a parameter

  /// `values` has a row of one value for each parameter for each target. At least one row, at most 2^18.
  TreeTable(std::span<const space::Parameter> parameters, std::span<const std::uint8_t> values,
            std::span<const double> targets);

  std::size_t rows() const { return targets_.size(); }
  std::size_t parameters() const { return first_bin_.size() - 1; }
  std::size_t bins() const { return first_bin_.back(); }
  std::size_t first_bin(std::size_t parameter) const { return first_bin_[parameter]; }
  std::uint64_t target(std::size_t row) const { return targets_[row]; }
  std::span<const std::uint16_t> bins_of(std::size_t row) const {
    return std::span(bins_).subspan(row * parameters(), parameters());
  }
  double as_target(double steps) const { return lowest_ + steps * step_; }

 private:
  std::vector<std::size_t> first_bin_;  // of each parameter's values among those of all; one more at the end
  std::vector<std::uint16_t> bins_;     // by row, then parameter
  std::vector<std::uint32_t> targets_;
  double lowest_ = 0;
  double step_ = 0;
};

class RegressionTree {
 public:
  struct Answer {
    double mean;
    std::uint64_t asked;  ///< bit p: the answer came by way of parameter p
  };

  Answer predict(std::span<const std::uint8_t> values) const {
    std::size_t at = 0;
    std::uint64_t asked = 0;
    while (nodes_[at].parameter != kLeaf) {
      asked |= std::uint64_t{1} << nodes_[at].parameter;
      at = nodes_[at].left_values >> values[nodes_[at].parameter] & 1 ? at + 1 : nodes_[at].next;
    }
    return {means_[nodes_[at].next], asked};
  }

  std::size_t leaves() const { return means_.size(); }

 private:
  friend class TreeGrower;
  static constexpr std::uint16_t kLeaf = 0xFFFF;

  struct Node {
    std::uint32_t left_values;  // bit v: value v goes to the next node, the left child; else to the right one
    std::uint32_t next;         // the right child, or a leaf's mean
    std::uint16_t parameter;
  };

  std::vector<Node> nodes_;  // a node, all of its left side, all of its right side
  std::vector<double> means_;
};

/// Grows trees on one table. Cost of one: (rows x parameters x depth) additions at most, about half of it saved by
/// subtracting what the smaller child holds from its parent (as LightGBM does; exact here).
class TreeGrower {
 public:
  /// A node looks for its split among `tried` parameters drawn anew; no leaf holds fewer than `min_leaf` rows.
  TreeGrower(const TreeTable& table, std::size_t tried, std::uint32_t min_leaf);

  /// Row i counts `times[i]` times. Among equal splits the parameter drawn first, then the smaller left side. Values
  /// that a node never saw go to the side with more rows.
  RegressionTree grow(std::span<const std::uint32_t> times, base::Rng& rng);

 private:
  struct Split {
    double gain = 0;
    std::size_t parameter = 0;
    std::uint32_t left_values = 0;
    std::uint64_t left = 0;  // count and sum
  };

  // Of a bin or a node: the rows' number in the upper 20 bits, the sum of their targets below.
  using Packed = std::uint64_t;

  struct SeenValue {
    double height;  // its mean above the node's, times the node's count
    std::int64_t difference;
    Packed total;
    std::uint32_t value;
  };

  void grow_node(std::size_t begin, std::size_t end, Packed total, std::size_t slot, base::Rng& rng);
  void add_leaf(Packed total);
  bool may_split(Packed total) const;
  Split best_split(Packed total, std::size_t slot, base::Rng& rng);
  void try_parameter(std::size_t parameter, Packed total, std::span<const Packed> bins, Split& best);
  static void sort_by_height(std::span<SeenValue> seen);
  std::size_t partition(std::size_t begin, std::size_t end, const Split& split);
  void fill_slot(std::size_t begin, std::size_t end, std::size_t slot);
  void subtract_slot(std::size_t from, std::size_t slot);
  std::span<Packed> slot_bins(std::size_t slot) { return std::span(slots_).subspan(slot * table_->bins(), table_->bins()); }

  const TreeTable* table_;
  std::size_t tried_;
  std::uint32_t min_leaf_;
  std::vector<double> inverse_;          // 1 / count
  std::vector<std::size_t> parameters_;  // shuffled
  std::vector<std::uint32_t> rows_;      // a node's rows stand together
  std::vector<std::uint32_t> right_rows_;
  std::vector<Packed> packed_;           // by row: how often it counts, and its target as often
  std::vector<Packed> slots_;            // sums over a node's rows, one slot after another
  std::size_t slots_used_ = 0;
  RegressionTree tree_;
};

}  // namespace cellar::optimizer
