// SPDX-License-Identifier: Apache-2.0
// Reads tokens of an architecture's text from left to right; never looks back, so cost is linear and memory constant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cellar::space {

/// Every `take_…` skips white space first, and consumes nothing where the token is another one.
class TextCursor {
 public:
  explicit TextCursor(std::string_view text) : text_(text) {}

  bool take(char token);

  /// '(' or '[': the bracket that closes it.
  std::optional<char> take_bracket();

  /// Letters, digits and '_', at least one.
  std::optional<std::string_view> take_word();

  /// A word in single or double quotes; the quotes are left out.
  std::optional<std::string_view> take_quoted();

  /// Decimal, at most 18 digits (so that it fits), with or without '-'.
  std::optional<std::int64_t> take_integer();

  bool at_end();

  /// "found 'x' at character 12" (1-based) or "found the end of the text".
  std::string found();

 private:
  void skip_space();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace cellar::space
