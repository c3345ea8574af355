// SPDX-License-Identifier: Apache-2.0
// Choosing some of a few items by one softmax, without replacement (Plackett, Applied Statistics 24, 1975): the
// distribution of the set, in whatever order its members come.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cellar::oneshot {

/// Of items 0 to n - 1 (at most 8, as masks are bytes) with these logits, `count` are drawn one by one, each by the
/// softmax over the items still there. Sets are in lexicographic order of their members; a single item is itself one.
/// Cost: all orders of all sets, at most 90 for the spaces of NAS-Bench-1Shot1.
class SubsetDistribution {
 public:
  SubsetDistribution(std::span<const double> logits, int count);

  std::span<const std::uint8_t> sets() const { return sets_; }                ///< bit i: item i is a member
  std::span<const double> probabilities() const { return probabilities_; }  ///< of the sets
  std::span<const double> first() const { return first_; }                  ///< of each item to be drawn first

  double log_probability(std::size_t set) const;
  double entropy() const;

  /// Of log_probability by the logits.
  std::vector<double> gradient(std::size_t set) const;

 private:
  struct Drawing;
  Drawing drawing(unsigned left, unsigned drawn) const;

  std::vector<double> first_;
  std::vector<std::uint8_t> sets_;
  std::vector<double> probabilities_;
};

}  // namespace cellar::oneshot
