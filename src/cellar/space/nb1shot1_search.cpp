// SPDX-License-Identifier: Apache-2.0
// What optimizers need of a one-shot space: samples, mutations, neighbours, parameters.
#include <algorithm>
#include <bit>

#include <cellar/space/nb1shot1.hpp>

namespace cellar::space::nb1shot1 {
namespace {

using Values = std::vector<std::uint8_t>;

Values values_of(const Architecture& architecture) {
  return {architecture.choices().begin(), architecture.choices().end()};
}

std::uint32_t below_count(base::Rng& rng, std::size_t count) { return rng.below(static_cast<std::uint32_t>(count)); }

// A random member of a set that is not empty, as a mask.
std::uint32_t random_member(std::uint32_t set, base::Rng& rng) {
  for (std::uint32_t skipped = rng.below(static_cast<std::uint32_t>(std::popcount(set))); skipped > 0; --skipped)
    set &= set - 1;
  return set & (0u - set);
}

}  // namespace

Architecture OneShotSpace::sample(base::Rng& rng) const {
  Values values;
  for (const Parameter& parameter : parameters_)
    values.push_back(static_cast<std::uint8_t>(rng.below(static_cast<std::uint32_t>(parameter.size))));
  return Architecture(values);
}

Architecture OneShotSpace::mutate(const Architecture& architecture, base::Rng& rng) const {
  Values values = values_of(architecture);
  const auto blocks_count = static_cast<std::size_t>(blocks());
  if (rng.below(2) == 0) {
    std::uint8_t& operation = values[below_count(rng, blocks_count)];
    const std::uint32_t step = 1 + rng.below(nb101::kOperationCount - 1);
    operation = static_cast<std::uint8_t>((operation + step) % nb101::kOperationCount);
    return Architecture(values);
  }
  const int node = choosing_nodes_[below_count(rng, choosing_nodes_.size())];
  const auto& tuples = parents_[static_cast<std::size_t>(node - 1)];
  std::uint8_t& value = values[blocks_count + static_cast<std::size_t>(node - 1)];
  const std::uint32_t old = tuples[value];
  const std::uint32_t others = ((1u << node) - 1) & ~old;
  const std::uint32_t removed = random_member(old, rng);
  const std::uint32_t swapped = (old & ~removed) | random_member(others, rng);
  value = static_cast<std::uint8_t>(std::find(tuples.begin(), tuples.end(), swapped) - tuples.begin());
  return Architecture(values);
}

std::vector<Architecture> OneShotSpace::neighbours(const Architecture& architecture) const {
  std::vector<Architecture> all;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    Values values = values_of(architecture);
    for (int value = 0; value < parameters_[i].size; ++value) {
      if (value == architecture[i]) continue;
      values[i] = static_cast<std::uint8_t>(value);
      all.emplace_back(values);
    }
  }
  return all;
}

std::vector<std::uint8_t> OneShotSpace::to_parameters(const Architecture& architecture) const {
  return values_of(architecture);
}

std::optional<Architecture> OneShotSpace::from_parameters(std::span<const std::uint8_t> values) const {
  return Architecture(values);
}

}  // namespace cellar::space::nb1shot1
