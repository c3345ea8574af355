// SPDX-License-Identifier: Apache-2.0
#include <cellar/base/base64.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include <cellar/base/quote.hpp>

namespace cellar::base {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kForeign = 0xff;
constexpr std::size_t kGroup = 4;  // characters of six bits each make three bytes

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kForeign);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  return values;
}

constexpr std::array<std::uint8_t, 256> kValues = make_values();

class Decoder {
 public:
  explicit Decoder(std::size_t characters) { bytes_.reserve(characters / kGroup * 3); }

  /// Nothing where the character fits, else what is wrong with it.
  std::optional<std::string> take(char c) {
    if (c == '=') return take_padding();
    const std::uint8_t value = kValues[static_cast<std::uint8_t>(c)];
    if (value == kForeign) return quote({&c, 1}) + " is no character of base64";
    if (padded_) return "characters follow the padding";
    ++count_;
    pending_ = (pending_ << 6) | value;
    pending_bits_ += 6;
    if (pending_bits_ >= 8) {
      pending_bits_ -= 8;
      bytes_.push_back(static_cast<std::uint8_t>(pending_ >> pending_bits_));
      pending_ &= (1u << pending_bits_) - 1;
    }
    return std::nullopt;
  }

  bool complete() const { return count_ % kGroup == 0; }
  std::vector<std::uint8_t> bytes() && { return std::move(bytes_); }

 private:
  std::optional<std::string> take_padding() {
    if (count_ % kGroup < 2) return "padding before the last group has two characters";
    if (pending_ != 0) return "bits are left over before the padding";
    padded_ = true;
    ++count_;
    return std::nullopt;
  }

  std::vector<std::uint8_t> bytes_;
  std::uint32_t pending_ = 0;  // bits that are not yet a whole byte
  int pending_bits_ = 0;
  std::size_t count_ = 0;
  bool padded_ = false;
};

std::string character(std::size_t index) { return "character " + std::to_string(index + 1); }

}  // namespace

Result<std::vector<std::uint8_t>> decode_base64(std::string_view text) {
  Decoder decoder(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || text[i] == '\r') continue;
    if (auto fault = decoder.take(text[i])) return Error{ErrorCode::parse_error, *std::move(fault), character(i)};
  }
  if (decoder.complete()) return std::move(decoder).bytes();
  return Error{ErrorCode::parse_error, "the text ends inside a group of four characters", character(text.size())};
}

}  // namespace cellar::base
