// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/shard_text.hpp>

#include <doctest/doctest.h>

using namespace cellar;

TEST_CASE("shards are written as index and count") {
  for (const char* text : {"1/1", "2/7", "7/7", "1000000/1000000"}) {
    const auto shard = io::parse_shard(text);
    REQUIRE(shard);
    CHECK(io::format_shard(*shard) == text);
  }
  CHECK(*io::parse_shard("2/7") == study::Shard{2, 7});
}

TEST_CASE("anything else is refused with an example") {
  for (const char* text : {"", "/", "1", "1/", "/2", "0/2", "3/2", "-1/2", "1/-2", "+1/2", "1 / 2", "1/2/3", "1/2 ", "a/b",
                           "1.0/2", "1/1000001", "99999999999/99999999999"}) {
    CAPTURE(text);
    const auto shard = io::parse_shard(text);
    REQUIRE(!shard);
    CHECK(shard.error().code == base::ErrorCode::invalid_argument);
    CHECK(shard.error().text() == "shard: '" + std::string(text) + "' is no shard; write I/N with I from 1 to N, for example 1/4");
  }
}
