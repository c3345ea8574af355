// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/tree_ensemble.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace cellar::surrogate {
namespace {

constexpr std::size_t kLeaves = std::size_t{1} << kMaxDepth;
constexpr int kMaxFeatures = 256;

/// Trees that are read again for every row of a block: 64 of 256 bytes are half of a 32 kB first-level cache.
constexpr std::size_t kTreesPerBlock = 64;
/// Rows whose condition answers are held at once, some hundred bytes each.
constexpr std::size_t kRowsPerBlock = 64;

static_assert(kMaxTrees * std::numeric_limits<std::int16_t>::max() <= std::numeric_limits<std::int32_t>::max());

/// Orders conditions by feature, then threshold.
std::size_t condition_key(const Tree::Node& node) { return std::size_t{node.feature} << 8 | node.threshold; }
constexpr std::size_t kConditionKeys = std::size_t{kMaxFeatures} << 8;

/// Checks the subtree whose preorder begins at `next` and moves `next` behind it. Empty, or what is wrong at `next`.
std::string fault_in_subtree(std::span<const Tree::Node> nodes, int feature_count, int levels, std::size_t& next) {
  if (next == nodes.size()) return "the tree ends before all its branches do";
  const Tree::Node& node = nodes[next];
  if (node.leaf) {
    if (node.value != static_cast<std::int16_t>(node.value)) return "leaf outside -32768..32767 quanta";
    ++next;
    return {};
  }
  if (levels == 0) return "deeper than " + std::to_string(kMaxDepth) + " levels";
  if (node.feature >= feature_count)
    return "feature " + std::to_string(node.feature) + " of " + std::to_string(feature_count);
  if (node.threshold == 255) return "threshold 255, which no feature exceeds";
  ++next;
  if (std::string fault = fault_in_subtree(nodes, feature_count, levels - 1, next); !fault.empty()) return fault;
  return fault_in_subtree(nodes, feature_count, levels - 1, next);
}

base::Error refusal(const TreeEnsembleSpec& spec, std::string message, std::string where = {}) {
  return {base::ErrorCode::invalid_argument, "tree ensemble '" + spec.name + "': " + std::move(message),
          std::move(where)};
}

base::Result<base::Done> check(const TreeEnsembleSpec& spec, int feature_count) {
  if (feature_count < 1 || feature_count > kMaxFeatures) return refusal(spec, "needs 1 to 256 features");
  if (!(spec.quantum > 0) || !std::isfinite(spec.quantum)) return refusal(spec, "quantum must be positive");
  if (spec.members.empty() || spec.members.size() > kMaxMembers || spec.base.size() != spec.members.size())
    return refusal(spec, "needs 1 to 256 members and one base value for each");
  std::size_t trees = 0;
  for (const std::vector<Tree>& member : spec.members) trees += member.size();
  if (trees > kMaxTrees) return refusal(spec, "more than 65536 trees");
  for (std::size_t m = 0; m < spec.members.size(); ++m) {
    const std::string member = "member " + std::to_string(m);
    if (!std::isfinite(spec.base[m])) return refusal(spec, "base value is not finite", member);
    for (std::size_t t = 0; t < spec.members[m].size(); ++t) {
      const std::vector<Tree::Node>& nodes = spec.members[m][t].nodes;
      std::size_t next = 0;
      std::string fault = fault_in_subtree(nodes, feature_count, kMaxDepth, next);
      if (fault.empty() && next != nodes.size()) fault = "nodes follow after the tree is complete";
      if (!fault.empty())
        return refusal(spec, std::move(fault),
                       member + ", tree " + std::to_string(t) + ", node " + std::to_string(next));
    }
  }
  return base::Done{};
}

}  // namespace

std::size_t TreeEnsemble::expand(std::span<const Tree::Node> nodes, std::span<const std::uint16_t> condition_of_key,
                                 std::size_t next, std::size_t slot, CompleteTree& out) {
  const Tree::Node& node = nodes[next];
  if (!node.leaf) {
    out.condition[slot] = condition_of_key[condition_key(node)];
    next = expand(nodes, condition_of_key, next + 1, 2 * slot, out);
    return expand(nodes, condition_of_key, next, 2 * slot + 1, out);
  }
  // All leaves below this slot are this leaf, so whichever way the padding's conditions point does not matter.
  std::size_t first = slot;
  std::size_t count = 1;
  for (; first < kLeaves; first *= 2) count *= 2;
  std::fill_n(out.leaf.begin() + static_cast<std::ptrdiff_t>(first - kLeaves), count,
              static_cast<std::int16_t>(node.value));
  return next + 1;
}

base::Result<TreeEnsemble> TreeEnsemble::build(const TreeEnsembleSpec& spec, int feature_count) {
  if (auto sound = check(spec, feature_count); !sound) return sound.error();
  TreeEnsemble ensemble;
  ensemble.quantum_ = spec.quantum;
  ensemble.feature_count_ = feature_count;
  ensemble.base_ = spec.base;

  const std::vector<std::uint16_t> condition_of_key = ensemble.collect_conditions(spec);
  for (const std::vector<Tree>& member : spec.members) {
    for (const Tree& tree : member) expand(tree.nodes, condition_of_key, 0, 1, ensemble.trees_.emplace_back());
    // Trees whose leaves are all 0 fill the last interleave, so that the walk has no special case.
    while (ensemble.trees_.size() % kInterleave != 0) ensemble.trees_.emplace_back();
    ensemble.member_end_.push_back(ensemble.trees_.size());
  }
  return ensemble;
}

std::vector<std::uint16_t> TreeEnsemble::collect_conditions(const TreeEnsembleSpec& spec) {
  std::vector<bool> used(kConditionKeys);
  used[0] = true;  // padding points to condition 0, so there must be one
  for (const std::vector<Tree>& member : spec.members)
    for (const Tree& tree : member)
      for (const Tree::Node& node : tree.nodes)
        if (!node.leaf) used[condition_key(node)] = true;
  std::vector<std::uint16_t> condition_of_key(kConditionKeys);
  for (std::size_t key = 0; key < kConditionKeys; ++key) {
    if (!used[key]) continue;
    condition_of_key[key] = static_cast<std::uint16_t>(conditions_.size());
    conditions_.push_back({static_cast<std::uint8_t>(key >> 8), static_cast<std::uint8_t>(key)});
  }
  return condition_of_key;
}

void TreeEnsemble::answer_conditions(const std::uint8_t* features, std::uint8_t* answers) const {
  for (const Condition& condition : conditions_) *answers++ = features[condition.feature] > condition.threshold;
}

std::int32_t TreeEnsemble::sum_of_leaves(const CompleteTree* tree, const CompleteTree* end,
                                         const std::uint8_t* answers) {
  std::int32_t sum = 0;
  for (; tree != end; tree += kInterleave) {
    std::array<std::uint32_t, kInterleave> slot;
    slot.fill(1);
    for (int level = 0; level < kMaxDepth; ++level)
      for (std::size_t k = 0; k < kInterleave; ++k) slot[k] = 2 * slot[k] + answers[tree[k].condition[slot[k]]];
    for (std::size_t k = 0; k < kInterleave; ++k) sum += tree[k].leaf[slot[k] - kLeaves];
  }
  return sum;
}

void TreeEnsemble::predict(std::span<const std::uint8_t> features, std::span<double> out) const {
  predict_batch(features, 1, out);
}

void TreeEnsemble::predict_batch(std::span<const std::uint8_t> features, std::size_t rows,
                                 std::span<double> out) const {
  assert(features.size() == rows * static_cast<std::size_t>(feature_count_));
  assert(out.size() == rows * base_.size());
  std::vector<std::uint8_t> answers(conditions_.size() * std::min(rows, kRowsPerBlock));
  for (std::size_t first = 0; first < rows; first += kRowsPerBlock) {
    const std::size_t count = std::min(kRowsPerBlock, rows - first);
    for (std::size_t r = 0; r < count; ++r)
      answer_conditions(features.data() + (first + r) * static_cast<std::size_t>(feature_count_),
                        answers.data() + r * conditions_.size());
    predict_block(answers, out.subspan(first * base_.size(), count * base_.size()));
  }
}

void TreeEnsemble::predict_block(std::span<const std::uint8_t> answers, std::span<double> out) const {
  const std::size_t rows = out.size() / base_.size();
  const CompleteTree* tree = trees_.data();
  for (std::size_t m = 0; m < base_.size(); ++m) {
    std::array<std::int32_t, kRowsPerBlock> sums{};
    for (const CompleteTree* const member_end = trees_.data() + member_end_[m]; tree != member_end;) {
      const CompleteTree* const end = std::min(tree + kTreesPerBlock, member_end);
      for (std::size_t r = 0; r < rows; ++r)
        sums[r] += sum_of_leaves(tree, end, answers.data() + r * conditions_.size());
      tree = end;
    }
    for (std::size_t r = 0; r < rows; ++r) out[r * base_.size() + m] = base_[m] + quantum_ * sums[r];
  }
}

}  // namespace cellar::surrogate
