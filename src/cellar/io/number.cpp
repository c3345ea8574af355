// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/number.hpp>

#include <array>
#include <charconv>
#include <cstdlib>

#include <cellar/base/decimal.hpp>

namespace cellar::io {

// std::to_chars is many times as fast, but would bring its tables into the page.
#ifdef __EMSCRIPTEN__

std::string shortest(double value) { return base::shortest_decimal(value); }

std::string fixed(double value, int decimals) { return base::fixed_decimal(value, decimals); }

#else

std::string shortest(double value) {
  std::array<char, 32> text;  // the longest double takes 24
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string fixed(double value, int decimals) {
  std::array<char, 384> text;  // 309 digits before the point, and ours after it
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals).ptr;
  return {text.data(), end};
}

#endif

std::string percent(double fraction, int decimals) { return fixed(100 * fraction, decimals); }

// strtod, because Emscripten's standard library has no from_chars for real numbers.
std::optional<double> parse_real(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt;
  const std::string terminated(text);
  char* end = nullptr;
  const double value = std::strtod(terminated.c_str(), &end);
  if (end != terminated.c_str() + terminated.size()) return std::nullopt;
  return value;
}

}  // namespace cellar::io
