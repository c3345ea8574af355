// SPDX-License-Identifier: Apache-2.0
#include <cellar/space/text_cursor.hpp>

#include <algorithm>

#include <cellar/base/quote.hpp>

namespace cellar::space {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; }

std::size_t word_length(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_word) - text.begin());
}

}  // namespace

void TextCursor::skip_space() {
  while (at_ < text_.size() && is_space(text_[at_])) ++at_;
}

bool TextCursor::at_end() {
  skip_space();
  return at_ == text_.size();
}

bool TextCursor::take(char token) {
  if (at_end() || text_[at_] != token) return false;
  ++at_;
  return true;
}

std::optional<char> TextCursor::take_bracket() {
  if (take('(')) return ')';
  if (take('[')) return ']';
  return std::nullopt;
}

std::optional<std::string_view> TextCursor::take_word() {
  skip_space();
  const std::string_view word = text_.substr(at_, word_length(text_.substr(at_)));
  if (word.empty()) return std::nullopt;
  at_ += word.size();
  return word;
}

std::optional<std::string_view> TextCursor::take_quoted() {
  if (at_end() || (text_[at_] != '\'' && text_[at_] != '"')) return std::nullopt;
  const std::size_t length = word_length(text_.substr(at_ + 1));
  const std::size_t end = at_ + 1 + length;
  if (end == text_.size() || text_[end] != text_[at_]) return std::nullopt;
  const std::string_view word = text_.substr(at_ + 1, length);
  at_ = end + 1;
  return word;
}

std::optional<std::int64_t> TextCursor::take_integer() {
  constexpr std::size_t kMaxDigits = 18;  // 10^18 fits into 63 bits
  skip_space();
  std::size_t end = at_;
  const bool negative = end < text_.size() && text_[end] == '-';
  if (negative) ++end;
  const std::size_t first = end;
  std::int64_t value = 0;
  while (end < text_.size() && is_digit(text_[end])) {
    if (end - first == kMaxDigits) return std::nullopt;
    value = 10 * value + (text_[end++] - '0');
  }
  if (end == first) return std::nullopt;
  at_ = end;
  return negative ? -value : value;
}

std::string TextCursor::found() {
  if (at_end()) return "found the end of the text";
  const std::size_t length = std::max<std::size_t>(1, word_length(text_.substr(at_)));
  return "found " + base::quote(text_.substr(at_, length)) + " at character " + std::to_string(at_ + 1);
}

}  // namespace cellar::space
