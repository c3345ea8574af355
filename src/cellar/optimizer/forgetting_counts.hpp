// SPDX-License-Identifier: Apache-2.0
// How often each value of each parameter was observed, with old observations fading linearly: hyperopt/tpe.py,
// linear_forgetting_weights and bincount.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <cellar/space/space.hpp>

namespace cellar::optimizer {

/// Of N observations the last `recent` weigh 1; the others, oldest first, from 1/N in equal steps to 1. Counts and
/// positions are kept as whole numbers, so that an observation costs one step for each parameter and the weights are
/// the same bits as if all had been summed anew.
class ForgettingCounts {
 public:
  ForgettingCounts(std::span<const space::Parameter> parameters, std::size_t recent);

  void append(std::span<const std::uint8_t> values);
  void clear();
  std::size_t size() const { return size_; }

  /// Sum of the weights of the observations in which the parameter has this value.
  double weight(std::size_t parameter, std::size_t value) const;

 private:
  struct Count {
    std::uint32_t recent = 0;
    std::uint32_t old = 0;
    std::uint64_t old_positions = 0;  // sum of the positions of the old ones, 0 for the oldest
  };

  std::size_t recent_;
  std::size_t size_ = 0;
  std::vector<std::size_t> first_;         // of each parameter's counts
  std::vector<Count> counts_;              // by parameter, then value
  std::vector<std::uint8_t> last_values_;  // of the recent observations; the one at position i is row i % recent_
};

}  // namespace cellar::optimizer
