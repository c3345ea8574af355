// SPDX-License-Identifier: Apache-2.0
// One point of a search space, as every layer above `space` sees it.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cellar::space {

/// The choices that make up an architecture, each a small integer, in the space's own canonical order. What a choice
/// means is known to its Space alone (see darts.hpp). Two architectures of one space are the same if and only if
/// their choices are equal. A plain value: 33 bytes, no allocation.
class Architecture {
 public:
  static constexpr std::size_t kMaxChoices = 32;  ///< the DARTS space needs all of them

  Architecture() = default;

  /// At most kMaxChoices values.
  explicit Architecture(std::span<const std::uint8_t> choices) : count_(static_cast<std::uint8_t>(choices.size())) {
    std::copy(choices.begin(), choices.end(), choices_.begin());
  }

  std::span<const std::uint8_t> choices() const { return {choices_.data(), count_}; }
  std::size_t size() const { return count_; }
  std::uint8_t operator[](std::size_t i) const { return choices_[i]; }

  friend auto operator<=>(const Architecture&, const Architecture&) = default;

 private:
  std::array<std::uint8_t, kMaxChoices> choices_{};
  std::uint8_t count_ = 0;
};

}  // namespace cellar::space
