// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include <cellar/base/sha256.hpp>

using namespace cellar;

namespace {

std::span<const std::uint8_t> bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string hash(std::string_view text) { return base::to_hex(base::sha256(bytes(text))); }

}  // namespace

TEST_CASE("SHA-256 gives the published digests (NIST CSRC, examples for FIPS 180-4)") {
  CHECK(hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hash("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopq"
             "rstnopqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(hash(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// 55, 56, 63, 64, 65 bytes: where the padding moves into another block.
TEST_CASE("pieces give the digest of the whole, whatever their lengths") {
  for (std::size_t length = 0; length <= 130; ++length) {
    const std::string text(length, 'x');
    base::Sha256 whole;
    whole.update(bytes(text));
    for (const std::size_t piece : {1, 3, 55, 64, 65}) {
      base::Sha256 parts;
      for (std::size_t at = 0; at < length; at += piece) parts.update(bytes(std::string_view(text).substr(at, piece)));
      REQUIRE(parts.digest() == whole.digest());
    }
  }
}

TEST_CASE("a digest may be taken on the way") {
  base::Sha256 sha;
  sha.update(bytes("ab"));
  CHECK(base::to_hex(sha.digest()) == hash("ab"));
  sha.update(bytes("c"));
  CHECK(base::to_hex(sha.digest()) == hash("abc"));
}
