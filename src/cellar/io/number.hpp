// SPDX-License-Identifier: Apache-2.0
// Numbers as text, the same on every build and in every locale (std::to_chars).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cellar::io {

/// The shortest text that reads back as the same double.
std::string shortest(double value);

/// With exactly `decimals` digits after the point, correctly rounded.
std::string fixed(double value, int decimals);

/// A fraction as per cent: percent(0.94567, 2) is "94.57".
std::string percent(double fraction, int decimals);

/// The whole text as a decimal number; nothing where it is none.
std::optional<double> parse_real(std::string_view text);

}  // namespace cellar::io
