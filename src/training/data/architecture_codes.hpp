// SPDX-License-Identifier: Apache-2.0
// Architectures of any space as whole numbers: the values of the space's parameters are the digits.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <cellar/space/space.hpp>

namespace cellar::training {

/// The first parameter is the lowest digit. All spaces have fewer than 2^61 combinations.
class ArchitectureCodes {
 public:
  explicit ArchitectureCodes(const space::Space& space) : space_(space) {
    for (const auto& parameter : space.parameters()) combinations_ *= static_cast<std::uint64_t>(parameter.size);
  }

  /// Whole bytes that the largest code takes.
  std::size_t width() const {
    std::size_t bytes = 0;
    for (std::uint64_t rest = combinations_ - 1; rest > 0; rest >>= 8) ++bytes;
    return bytes;
  }

  std::uint64_t code(const space::Architecture& architecture) const {
    const auto values = space_.to_parameters(architecture);
    std::uint64_t code = 0;
    for (std::size_t i = values.size(); i-- > 0;)
      code = code * static_cast<std::uint64_t>(space_.parameters()[i].size) + values[i];
    return code;
  }

  /// Nothing where no architecture has this code.
  std::optional<space::Architecture> find(std::uint64_t code) const {
    if (code >= combinations_) return std::nullopt;
    std::vector<std::uint8_t> values;
    std::uint64_t rest = code;
    for (const auto& parameter : space_.parameters()) {
      values.push_back(static_cast<std::uint8_t>(rest % static_cast<std::uint64_t>(parameter.size)));
      rest /= static_cast<std::uint64_t>(parameter.size);
    }
    const auto architecture = space_.from_parameters(values);
    // Several combinations may be one architecture, but only one is its code.
    return architecture && this->code(*architecture) == code ? architecture : std::nullopt;
  }

 private:
  const space::Space& space_;
  std::uint64_t combinations_ = 1;
};

}  // namespace cellar::training
