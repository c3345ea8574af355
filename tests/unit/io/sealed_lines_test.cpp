// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/sealed_lines.hpp>

#include <doctest/doctest.h>

using namespace cellar;

namespace {

std::string three_lines() { return io::seal(R"({"a":1})") + io::seal(R"({"b":"é"})") + io::seal(R"({"c":[]})"); }

}  // namespace

TEST_CASE("a sealed line is the object with the CRC-32C of what stands before it as its last member") {
  // RFC 3720, appendix B.4: the CRC-32C of 32 zero bytes is 8a9136aa.
  const std::string zeros(32, '\0');
  CHECK(io::seal(zeros + "}") == zeros + ",\"crc32c\":\"8a9136aa\"}\n");
  CHECK(io::is_sealed(zeros + ",\"crc32c\":\"8a9136aa\"}"));
  CHECK(!io::is_sealed(zeros + ",\"crc32c\":\"8a9136ab\"}"));
  CHECK(!io::is_sealed(zeros.substr(1) + ",\"crc32c\":\"8a9136aa\"}"));
  CHECK(!io::is_sealed(""));
}

TEST_CASE("whole lines come apart as they were put together") {
  const auto split = io::split_sealed_lines(three_lines());
  REQUIRE(split);
  CHECK(split->lines.size() == 3);
  CHECK(split->whole_bytes == three_lines().size());
  CHECK(!split->torn);
  const auto nothing = io::split_sealed_lines("");
  REQUIRE(nothing);
  CHECK(nothing->lines.empty());
  CHECK(!nothing->torn);
}

TEST_CASE("wherever the text is cut, the whole lines before are kept") {
  const std::string text = three_lines();
  for (std::size_t length = 1; length < text.size(); ++length) {
    const auto split = io::split_sealed_lines(std::string_view(text).substr(0, length));
    REQUIRE(split);
    const std::size_t whole = text.substr(0, length).rfind('\n') + 1;  // 0 without any
    CHECK(split->whole_bytes == whole);
    CHECK(split->torn == (whole < length));
  }
}

TEST_CASE("a changed byte is found; in the last line it counts as torn") {
  const std::string text = three_lines();
  const std::size_t second = text.find('\n') + 1, last = text.find('\n', second) + 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string damaged = text;
    damaged[at] ^= 1;
    const auto split = io::split_sealed_lines(damaged);
    if (at + 1 >= last) {  // without its end the second line is one with the last
      REQUIRE(split);
      CHECK(split->torn);
      CHECK(split->whole_bytes == (at < last ? second : last));
    } else {
      REQUIRE(!split);
      CHECK(split.error().text() == (at < second ? "line 1" : "line 2") +
                                        std::string(": is damaged; remove the line, and what it held is done again"));
    }
  }
}
