// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include <cellar/base/base64.hpp>

using namespace cellar;

namespace {

std::string decoded(std::string_view text) {
  const auto bytes = base::decode_base64(text);
  REQUIRE_MESSAGE(bytes, text);
  return {bytes->begin(), bytes->end()};
}

}  // namespace

TEST_CASE("base64 gives the published texts (RFC 4648, section 10)") {
  CHECK(decoded("") == "");
  CHECK(decoded("Zg==") == "f");
  CHECK(decoded("Zm8=") == "fo");
  CHECK(decoded("Zm9v") == "foo");
  CHECK(decoded("Zm9vYg==") == "foob");
  CHECK(decoded("Zm9vYmE=") == "fooba");
  CHECK(decoded("Zm9vYmFy") == "foobar");
  CHECK(decoded("+/+/") == "\xfb\xff\xbf");
}

TEST_CASE("line ends may stand anywhere in base64") {
  CHECK(decoded("Zm9v\nYmFy\n") == "foobar");
  CHECK(decoded("Zm9v\r\nYmE=\r\n") == "fooba");
  CHECK(decoded("\nZ\ng=\n=\n") == "f");
  CHECK(decoded("\n") == "");
}

TEST_CASE("base64 that is none is refused at its place") {
  const struct {
    const char* text;
    const char* message;
    const char* where;
  } defects[] = {
      {"Zm9*", "'*' is no character of base64", "character 4"},
      {"Zm 9v", "' ' is no character of base64", "character 3"},
      {"Zm9-", "'-' is no character of base64", "character 4"},
      {"Zm9\xc3", "'?' is no character of base64", "character 4"},
      {"Z", "ends inside a group", "character 2"},
      {"Zg", "ends inside a group", "character 3"},
      {"Zg=", "ends inside a group", "character 4"},
      {"Zm9vY", "ends inside a group", "character 6"},
      {"=", "padding before", "character 1"},
      {"Z===", "padding before", "character 2"},
      {"Zm9v=", "padding before", "character 5"},
      {"Zg===", "padding before", "character 5"},
      {"Zg=g", "characters follow the padding", "character 4"},
      {"Zg==Zg==", "characters follow the padding", "character 5"},
      {"Zh==", "bits are left over", "character 3"},
      {"Zm9=", "bits are left over", "character 4"},
  };
  for (const auto& [text, message, where] : defects) {
    CAPTURE(text);
    const auto bytes = base::decode_base64(text);
    REQUIRE(!bytes);
    CHECK(bytes.error().code == base::ErrorCode::parse_error);
    CHECK_MESSAGE(bytes.error().message.find(message) != std::string::npos, bytes.error().message);
    CHECK(bytes.error().where == where);
  }
}
