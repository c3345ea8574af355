// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/subset_distribution.hpp>

#include <algorithm>
#include <bit>

#include <cellar/base/math.hpp>

namespace cellar::oneshot {
namespace {

// Lexicographic by members: of two sets of one size the earlier has the smallest item that only one of them has.
bool before(std::uint8_t a, std::uint8_t b) {
  const unsigned different = a ^ b;
  return a & different & (0u - different);
}

std::vector<std::uint8_t> sets_of(std::size_t items, int count) {
  std::vector<std::uint8_t> sets;
  for (unsigned set = 0; set < 1u << items; ++set)
    if (std::popcount(set) == count) sets.push_back(static_cast<std::uint8_t>(set));
  std::sort(sets.begin(), sets.end(), before);
  return sets;
}

}  // namespace

// That the items of a mask are the next ones, in any order.
struct SubsetDistribution::Drawing {
  double probability;
  std::vector<double> gradient;  // of the probability by the logits
};

SubsetDistribution::SubsetDistribution(std::span<const double> logits, int count)
    : first_(logits.size()), sets_(sets_of(logits.size(), count)) {
  const double largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) sum += first_[i] = base::exp(logits[i] - largest);
  for (double& probability : first_) probability /= sum;
  for (const auto set : sets_) probabilities_.push_back(drawing(set, 0).probability);
}

SubsetDistribution::Drawing SubsetDistribution::drawing(unsigned left, unsigned drawn) const {
  Drawing all{left == 0 ? 1.0 : 0.0, std::vector<double>(first_.size())};
  double there = 0;
  for (std::size_t i = 0; i < first_.size(); ++i)
    if (!(drawn >> i & 1)) there += first_[i];
  for (std::size_t next = 0; next < first_.size(); ++next) {
    if (!(left >> next & 1)) continue;
    const double chance = first_[next] / there;
    const Drawing rest = drawing(left & ~(1u << next), drawn | 1u << next);
    all.probability += chance * rest.probability;
    for (std::size_t i = 0; i < first_.size(); ++i) {
      const double share = drawn >> i & 1 ? 0 : first_[i] / there;
      const double d_chance = chance * ((i == next ? 1 : 0) - share);
      all.gradient[i] += d_chance * rest.probability + chance * rest.gradient[i];
    }
  }
  return all;
}

double SubsetDistribution::log_probability(std::size_t set) const { return base::log(probabilities_[set]); }

double SubsetDistribution::entropy() const {
  double sum = 0;
  for (const double probability : probabilities_)
    if (probability > 0) sum -= probability * base::log(probability);
  return sum;
}

std::vector<double> SubsetDistribution::gradient(std::size_t set) const {
  auto [probability, gradient] = drawing(sets_[set], 0);
  for (double& slope : gradient) slope /= probability;
  return gradient;
}

}  // namespace cellar::oneshot
