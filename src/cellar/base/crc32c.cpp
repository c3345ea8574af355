// SPDX-License-Identifier: Apache-2.0
#include <cellar/base/crc32c.hpp>

#include <array>
#include <cstddef>

namespace cellar::base {
namespace {

constexpr std::uint32_t kReversedPolynomial = 0x82f63b78;  // 0x1edc6f41, lowest bit first
constexpr std::size_t kSlices = 8;
using Table = std::array<std::array<std::uint32_t, 256>, kSlices>;

// Row 0 is what one byte does to the checksum; row s is that byte followed by s bytes of zero. With them eight bytes
// are taken in at once ("slicing-by-8", Kounavis and Berry, 2005): four times as fast as byte by byte.
constexpr Table make_table() {
  Table table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kReversedPolynomial : 0);
    table[0][byte] = crc;
  }
  for (std::size_t slice = 1; slice < kSlices; ++slice)
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = table[slice - 1][byte];
      table[slice][byte] = (before >> 8) ^ table[0][before & 0xff];
    }
  return table;
}

constexpr Table kTable = make_table();

std::uint32_t add_byte(std::uint32_t crc, std::uint8_t byte) { return (crc >> 8) ^ kTable[0][(crc ^ byte) & 0xff]; }

std::uint32_t add_slices(std::uint32_t crc, const std::uint8_t* bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < kSlices; ++i) {
    const std::uint32_t folded = i < 4 ? (crc >> (8 * i)) & 0xff : 0;
    sum ^= kTable[kSlices - 1 - i][bytes[i] ^ folded];
  }
  return sum;
}

}  // namespace

std::uint32_t crc32c(std::span<const std::uint8_t> bytes) {
  std::uint32_t crc = 0xffff'ffff;
  for (; bytes.size() >= kSlices; bytes = bytes.subspan(kSlices)) crc = add_slices(crc, bytes.data());
  for (const std::uint8_t byte : bytes) crc = add_byte(crc, byte);
  return ~crc;
}

}  // namespace cellar::base
