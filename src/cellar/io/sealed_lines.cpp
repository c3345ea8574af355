// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/sealed_lines.hpp>

#include <array>
#include <cstdint>

#include <cellar/base/crc32c.hpp>
#include <cellar/base/sha256.hpp>

namespace cellar::io {
namespace {

constexpr std::string_view kChecksumKey = R"(,"crc32c":")";

std::string checksum(std::string_view text) {
  const std::uint32_t crc = base::crc32c({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  std::array<std::uint8_t, 4> bytes;
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(crc >> (24 - 8 * i));
  return base::to_hex(bytes);
}

std::string ending(std::string_view covered) { return std::string(kChecksumKey) + checksum(covered) + "\"}"; }

}  // namespace

std::string seal(std::string object) {
  object.pop_back();  // the brace; the checksum becomes the last member
  return object + ending(object) + '\n';
}

bool is_sealed(std::string_view line) {
  const std::size_t length = ending("").size();
  if (line.size() < length) return false;
  const std::string_view covered = line.substr(0, line.size() - length);
  return line.substr(covered.size()) == ending(covered);
}

base::Result<SealedLines> split_sealed_lines(std::string_view text) {
  SealedLines split;
  while (split.whole_bytes < text.size()) {
    const std::string_view rest = text.substr(split.whole_bytes);
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    if (end == std::string_view::npos || !is_sealed(line)) {
      split.torn = end == std::string_view::npos || end + 1 == rest.size();
      if (split.torn) return split;
      return base::Error{base::ErrorCode::parse_error, "is damaged; remove the line, and what it held is done again",
                         "line " + std::to_string(split.lines.size() + 1)};
    }
    split.lines.push_back(line);
    split.whole_bytes += line.size() + 1;
  }
  return split;
}

base::Error at_line(std::size_t number, const base::Error& error) {
  const std::string line = "line " + std::to_string(number);
  return {base::ErrorCode::parse_error, error.message, error.where.empty() ? line : line + ", " + error.where};
}

}  // namespace cellar::io
