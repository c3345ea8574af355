// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

#include <cellar/base/crc32c.hpp>
#include <cellar/base/rng.hpp>

using namespace cellar;
using Bytes = std::vector<std::uint8_t>;

namespace {

// The definition, bit by bit, as the division that the tables abbreviate.
std::uint32_t by_definition(const Bytes& bytes) {
  std::uint32_t crc = 0xffff'ffff;
  for (const std::uint8_t byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82f6'3b78 : 0);
  }
  return ~crc;
}

}  // namespace

TEST_CASE("CRC-32C gives the published checksums (RFC 3720, appendix B.4)") {
  CHECK(base::crc32c(Bytes(32, 0x00)) == 0x8a91'36aa);
  CHECK(base::crc32c(Bytes(32, 0xff)) == 0x62a8'ab43);
  Bytes counting(32);
  std::iota(counting.begin(), counting.end(), std::uint8_t{0});
  CHECK(base::crc32c(counting) == 0x46dd'794e);
  std::reverse(counting.begin(), counting.end());
  CHECK(base::crc32c(counting) == 0x113f'db5c);
  // The catalogue's check value (Ross Williams, "A painless guide to CRC error detection algorithms").
  constexpr std::string_view digits = "123456789";
  CHECK(base::crc32c(Bytes(digits.begin(), digits.end())) == 0xe306'9283);
  CHECK(base::crc32c({}) == 0);
}

// Whole slices of 8 bytes and every number of bytes left over.
TEST_CASE("CRC-32C follows its definition at every length") {
  base::Rng rng(1);
  Bytes bytes;
  for (int length = 0; length <= 70; ++length) {
    REQUIRE(base::crc32c(bytes) == by_definition(bytes));
    bytes.push_back(static_cast<std::uint8_t>(rng.below(256)));
  }
}
