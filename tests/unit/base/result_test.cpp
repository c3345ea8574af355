// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <memory>

#include <cellar/base/quote.hpp>
#include <cellar/base/result.hpp>

using namespace cellar::base;

TEST_CASE("an error's text begins with its place, where it has one") {
  CHECK(Error{ErrorCode::out_of_space, "unknown operation", "normal[3]"}.text() == "normal[3]: unknown operation");
  CHECK(Error{ErrorCode::parse_error, "empty text", ""}.text() == "empty text");
}

TEST_CASE("a result holds a value or an error, and gives up a value that can only be moved") {
  Result<std::unique_ptr<int>> value = std::make_unique<int>(7);
  REQUIRE(value);
  const std::unique_ptr<int> moved = *std::move(value);
  CHECK(*moved == 7);
  const Result<int> failed = Error{ErrorCode::io_error, "disk full", ""};
  REQUIRE(!failed);
  CHECK(failed.error().code == ErrorCode::io_error);
}

TEST_CASE("codes are named as they are written") {
  CHECK(to_string(ErrorCode::invalid_argument) == "invalid_argument");
  CHECK(to_string(ErrorCode::parse_error) == "parse_error");
  CHECK(to_string(ErrorCode::out_of_space) == "out_of_space");
  CHECK(to_string(ErrorCode::unsupported_fidelity) == "unsupported_fidelity");
  CHECK(to_string(ErrorCode::unknown_name) == "unknown_name");
  CHECK(to_string(ErrorCode::model_missing) == "model_missing");
  CHECK(to_string(ErrorCode::model_damaged) == "model_damaged");
  CHECK(to_string(ErrorCode::io_error) == "io_error");
  CHECK(to_string(ErrorCode::mismatch) == "mismatch");
  CHECK(to_string(ErrorCode::internal) == "internal");
}

TEST_CASE("quoted text is short and printable whatever it was") {
  CHECK(quote("sep_conv_9x9") == "'sep_conv_9x9'");
  CHECK(quote("") == "''");
  CHECK(quote("a\nb\x01\xff\x7f") == "'a?b?" "?" "?'");
  CHECK(quote(std::string(40, 'x')) == "'" + std::string(40, 'x') + "'");
  CHECK(quote(std::string(1'000'000, 'x')) == "'" + std::string(40, 'x') + "...'");
}
