// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include <cellar/base/md5.hpp>
#include <cellar/base/sha256.hpp>

using namespace cellar;

namespace {

std::span<const std::uint8_t> bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string hash(std::string_view text) { return base::to_hex(base::md5(bytes(text))); }

}  // namespace

TEST_CASE("MD5 gives the published digests (RFC 1321, section A.5)") {
  CHECK(hash("") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(hash("a") == "0cc175b9c0f1b6a831c399e269772661");
  CHECK(hash("abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hash("message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(hash("abcdefghijklmnopqrstuvwxyz") == "c3fcd3d76192e4007dfb496cca67e13b");
  CHECK(hash("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") == "d174ab98d277d9f5a5611c2c9f419d9f");
  CHECK(hash("12345678901234567890123456789012345678901234567890123456789012345678901234567890") ==
        "57edf4a22be3c955ac49da2e2107b67a");
}

// Lengths around 55, 56, 63 and 64 move the padding into another block.
TEST_CASE("four messages side by side have the digests they have alone") {
  for (std::size_t length = 0; length <= 200; ++length) {
    std::array<std::string, base::kMd5Lanes> texts;
    for (std::size_t lane = 0; lane < texts.size(); ++lane)
      for (std::size_t i = 0; i < length; ++i) texts[lane] += static_cast<char>('a' + (i * (lane + 3)) % 23);
    const auto digests = base::md5_lanes({bytes(texts[0]), bytes(texts[1]), bytes(texts[2]), bytes(texts[3])});
    for (std::size_t lane = 0; lane < texts.size(); ++lane) REQUIRE(digests[lane] == base::md5(bytes(texts[lane])));
  }
}
