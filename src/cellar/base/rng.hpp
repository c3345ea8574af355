// SPDX-License-Identifier: Apache-2.0
// The only source of randomness: xoshiro256** (Blackman and Vigna, 2018) with our own distributions, because the
// algorithms of std::*_distribution and std::shuffle differ between standard libraries.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace cellar::base {

class Rng {
 public:
  explicit Rng(std::uint64_t seed);

  /// An independent stream for (seed, purpose, index), for example (7, "search", run). Streams never share state, so
  /// results do not depend on the order in which runs or threads use them.
  static Rng derive(std::uint64_t seed, std::string_view purpose, std::uint64_t index);

  std::uint64_t next();

  /// Uniform in [0, bound); bound >= 1. Exact (rejection, Lemire 2019).
  std::uint32_t below(std::uint32_t bound);

  /// Uniform in [0, 1) with 53 random bits.
  double uniform();

  /// Standard normal (Marsaglia's polar method, with base::log so that the bits are equal everywhere).
  double normal();

  /// Fisher-Yates.
  template <class T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i)
      std::swap(items[i - 1], items[below(static_cast<std::uint32_t>(i))]);
  }

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace cellar::base
