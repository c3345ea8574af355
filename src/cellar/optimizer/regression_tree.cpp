// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/regression_tree.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>

namespace cellar::optimizer {
namespace {

constexpr int kTargetBits = 24;
constexpr int kSumBits = 44;  // 2^18 rows twice over, each below 2^24 + 1; the count has the 20 bits above

std::uint64_t count_of(std::uint64_t packed) { return packed >> kSumBits; }
std::uint64_t sum_of(std::uint64_t packed) { return packed & ((std::uint64_t{1} << kSumBits) - 1); }

}  // namespace

TreeTable::TreeTable(std::span<const space::Parameter> parameters, std::span<const std::uint8_t> values,
                     std::span<const double> targets) {
  assert(!targets.empty() && targets.size() <= std::size_t{1} << 18);
  first_bin_.push_back(0);
  for (const auto& parameter : parameters) {
    assert(parameter.size <= kMaxValues);
    first_bin_.push_back(first_bin_.back() + static_cast<std::size_t>(parameter.size));
  }
  bins_.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    bins_.push_back(static_cast<std::uint16_t>(first_bin_[i % parameters.size()] + values[i]));

  const auto [lowest, highest] = std::minmax_element(targets.begin(), targets.end());
  lowest_ = *lowest;
  const double range = *highest - *lowest;
  step_ = range / (1 << kTargetBits);
  for (const double target : targets) {
    const double part = range > 0 ? (target - lowest_) / range : 0;
    targets_.push_back(static_cast<std::uint32_t>(std::floor(part * (1 << kTargetBits) + 0.5)));
  }
}

TreeGrower::TreeGrower(const TreeTable& table, std::size_t tried, std::uint32_t min_leaf)
    : table_(&table), tried_(tried), min_leaf_(min_leaf), packed_(table.rows()) {
  for (std::size_t i = 0; i < table.parameters(); ++i) parameters_.push_back(i);
}

RegressionTree TreeGrower::grow(std::span<const std::uint32_t> times, base::Rng& rng) {
  tree_ = {};
  rows_.clear();
  Packed total = 0;
  for (std::size_t row = 0; row < table_->rows(); ++row) {
    if (times[row] == 0) continue;
    rows_.push_back(static_cast<std::uint32_t>(row));
    packed_[row] = times[row] * ((Packed{1} << kSumBits) + table_->target(row));
    total += packed_[row];
  }
  for (std::size_t count = inverse_.size(); count <= count_of(total); ++count)
    inverse_.push_back(1 / static_cast<double>(count));
  slots_used_ = 0;
  const std::size_t slot = slots_used_++;
  fill_slot(0, rows_.size(), slot);
  grow_node(0, rows_.size(), total, slot, rng);
  return std::move(tree_);
}

// The node of rows [begin, end), whose sums are in the slot, and all below it. The slot is free afterwards.
void TreeGrower::grow_node(std::size_t begin, std::size_t end, Packed total, std::size_t slot, base::Rng& rng) {
  const Split split = may_split(total) ? best_split(total, slot, rng) : Split{};
  if (split.gain <= 0) return add_leaf(total);
  const std::size_t middle = partition(begin, end, split);
  const Packed left = split.left;
  const Packed right = total - left;
  const bool left_is_smaller = middle - begin < end - middle;
  const std::size_t fresh = slots_used_++;
  if (may_split(left) || may_split(right)) {
    fill_slot(left_is_smaller ? begin : middle, left_is_smaller ? middle : end, fresh);
    subtract_slot(slot, fresh);
  }
  const std::size_t node = tree_.nodes_.size();
  tree_.nodes_.push_back({split.left_values, 0, static_cast<std::uint16_t>(split.parameter)});
  grow_node(begin, middle, left, left_is_smaller ? fresh : slot, rng);
  tree_.nodes_[node].next = static_cast<std::uint32_t>(tree_.nodes_.size());
  grow_node(middle, end, right, left_is_smaller ? slot : fresh, rng);
  --slots_used_;
}

void TreeGrower::add_leaf(Packed total) {
  tree_.nodes_.push_back({0, static_cast<std::uint32_t>(tree_.means_.size()), RegressionTree::kLeaf});
  const double mean = static_cast<double>(sum_of(total)) / static_cast<double>(count_of(total));
  tree_.means_.push_back(table_->as_target(mean));
}

bool TreeGrower::may_split(Packed total) const { return count_of(total) >= 2 * min_leaf_; }

TreeGrower::Split TreeGrower::best_split(Packed total, std::size_t slot, base::Rng& rng) {
  Split best;
  for (std::size_t i = 0; i < tried_; ++i) {
    std::swap(parameters_[i], parameters_[i + rng.below(static_cast<std::uint32_t>(parameters_.size() - i))]);
    const std::size_t first = table_->first_bin(parameters_[i]);
    try_parameter(parameters_[i], total,
                  slot_bins(slot).subspan(first, table_->first_bin(parameters_[i] + 1) - first), best);
  }
  return best;
}

// With n rows and the sum S, of them l and L on the left, squares shrink by (nL - lS)^2 / (n l (n - l)). The gain is n
// times that; its differences nL - lS are exact, so that a node of equal targets gains exactly 0. No split can gain more
// than giving each value its own child would, which spares most parameters the sorting.
void TreeGrower::try_parameter(std::size_t parameter, Packed total, std::span<const Packed> bins, Split& best) {
  const auto count = static_cast<std::int64_t>(count_of(total));
  const auto sum = static_cast<std::int64_t>(sum_of(total));
  std::array<SeenValue, TreeTable::kMaxValues> seen;
  std::size_t seen_count = 0;
  double bound = 0;
  for (std::uint32_t value = 0; value < bins.size(); ++value) {
    if (bins[value] == 0) continue;
    const auto of_value = static_cast<std::int64_t>(count_of(bins[value]));
    const std::int64_t difference = count * static_cast<std::int64_t>(sum_of(bins[value])) - of_value * sum;
    const double height = static_cast<double>(difference) * inverse_[static_cast<std::size_t>(of_value)];
    bound += static_cast<double>(difference) * height;
    seen[seen_count++] = {height, difference, bins[value], value};
  }
  if (bound * inverse_[static_cast<std::size_t>(count)] <= best.gain) return;
  sort_by_height(std::span(seen).first(seen_count));

  const Split before = best;
  std::int64_t difference = 0;
  Packed left = 0;
  std::uint32_t left_values = 0;
  for (std::size_t i = 0; i + 1 < seen_count; ++i) {
    difference += seen[i].difference;
    left += seen[i].total;
    left_values |= 1u << seen[i].value;
    const std::size_t left_count = count_of(left);
    const std::size_t right_count = static_cast<std::size_t>(count) - left_count;
    if (left_count < min_leaf_) continue;
    if (right_count < min_leaf_) break;
    const auto exact = static_cast<double>(difference);
    const double gain = exact * exact * inverse_[left_count] * inverse_[right_count];
    if (gain > best.gain) best = {gain, parameter, left_values, left};
  }
  if (best.gain <= before.gain || 2 * count_of(best.left) <= count_of(total)) return;
  for (std::uint32_t value = 0; value < bins.size(); ++value)
    if (bins[value] == 0) best.left_values |= 1u << value;
}

// Stable; a handful of values.
void TreeGrower::sort_by_height(std::span<SeenValue> seen) {
  for (std::size_t i = 1; i < seen.size(); ++i) {
    const SeenValue moved = seen[i];
    std::size_t place = i;
    for (; place > 0 && moved.height < seen[place - 1].height; --place) seen[place] = seen[place - 1];
    seen[place] = moved;
  }
}

// Rows keep their order on both sides.
std::size_t TreeGrower::partition(std::size_t begin, std::size_t end, const Split& split) {
  right_rows_.clear();
  std::size_t middle = begin;
  for (std::size_t i = begin; i < end; ++i) {
    const std::size_t value = table_->bins_of(rows_[i])[split.parameter] - table_->first_bin(split.parameter);
    if (split.left_values >> value & 1)
      rows_[middle++] = rows_[i];
    else
      right_rows_.push_back(rows_[i]);
  }
  std::copy(right_rows_.begin(), right_rows_.end(), rows_.begin() + static_cast<std::ptrdiff_t>(middle));
  return middle;
}

void TreeGrower::fill_slot(std::size_t begin, std::size_t end, std::size_t slot) {
  if (slots_.size() < (slot + 1) * table_->bins()) slots_.resize((slot + 1) * table_->bins());
  const std::span<Packed> sums = slot_bins(slot);
  std::fill(sums.begin(), sums.end(), 0);
  for (std::size_t i = begin; i < end; ++i) {
    const Packed packed = packed_[rows_[i]];
    for (const std::uint16_t bin : table_->bins_of(rows_[i])) sums[bin] += packed;
  }
}

void TreeGrower::subtract_slot(std::size_t from, std::size_t slot) {
  const std::span<const Packed> part = slot_bins(slot);
  const std::span<Packed> whole = slot_bins(from);
  for (std::size_t bin = 0; bin < whole.size(); ++bin) whole[bin] -= part[bin];
}

}  // namespace cellar::optimizer
