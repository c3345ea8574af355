// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/json_document.hpp>

#include <doctest/doctest.h>

using namespace cellar;
using io::Json;
using io::Place;

namespace {

std::string error_of(std::string_view text) {
  const auto document = io::parse_json(text);
  REQUIRE(!document);
  CHECK(document.error().code == base::ErrorCode::parse_error);
  return document.error().message;
}

// What a reader that asks `question` of the document complains about.
template <class Question>
std::string fault_of(std::string_view text, Question question) {
  const auto document = io::parse_json(text);
  REQUIRE(document);
  std::optional<base::Error> fault;
  question(Place(*document, "", fault));
  return fault ? fault->text() : "";
}

}  // namespace

TEST_CASE("broken JSON is answered with the place") {
  CHECK(error_of("{\"a\": }").starts_with("parse error at line 1, column 7"));
  CHECK(error_of("[1,\n 2").starts_with("parse error at line 2"));
  CHECK(error_of("").starts_with("parse error"));
  CHECK(error_of("[1e999]") != "");
  CHECK(error_of("\xff").size() < 400);
  CHECK(error_of("\"" + std::string(100'000, 'x')).size() < 400);
}

TEST_CASE("deep nesting does not exhaust the stack") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(io::parse_json(nested(32)));
  CHECK(error_of(nested(33)) == "nested deeper than 32 levels");
  CHECK(error_of(nested(1'000'000)) == "nested deeper than 32 levels");
  CHECK(error_of(std::string(1'000'000, '{')) == "nested deeper than 32 levels");
}

TEST_CASE("brackets in texts and beside each other do not count as depth") {
  CHECK(io::parse_json("[\"" + std::string(100, '[') + "\\\"" + std::string(100, '{') + "\"]"));
  std::string row = "[0";
  for (int i = 0; i < 100; ++i) row += ",[[1],{}]";
  CHECK(io::parse_json(row + "]"));
}

TEST_CASE("containers open over lines down to the level asked for") {
  const Json document = {{"a", {1, 2}}, {"b", Json::object()}};
  CHECK(io::to_text(document, 0) == R"({"a":[1,2],"b":{}})");
  CHECK(io::to_text(document, 1) == "{\n  \"a\": [1,2],\n  \"b\": {}\n}");
  CHECK(io::to_text(document, 2) == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
}

TEST_CASE("reals read back as reals and texts are escaped") {
  CHECK(io::to_text(Json(1.0), 0) == "1.0");
  CHECK(io::to_text(Json(-0.0), 0) == "-0.0");
  CHECK(io::to_text(Json(1e22), 0) == "1e+22");
  CHECK(io::to_text(Json(0.1), 0) == "0.1");
  CHECK(io::to_text(Json("\"\n"), 0) == R"("\"\n")");
  CHECK(io::to_text(Json("\xff"), 0) == "\"\xEF\xBF\xBD\"");  // not UTF-8: replaced, never an exception
}

TEST_CASE("a place says which value is of the wrong type") {
  CHECK(fault_of(R"({"a":[{"b":"x"}]})", [](const Place& root) { root["a"].items().front()["b"].integer(0, 9); }) ==
        "a[0].b: must be a whole number from 0 to 9");
  CHECK(fault_of("{}", [](const Place& root) { root["a"]["b"].text(); }) == "a: missing");
  CHECK(fault_of("[]", [](const Place& root) { root["a"].text(); }) == "a: missing");
  CHECK(fault_of(R"({"a":1.5})", [](const Place& root) { root["a"].integer(0, 9); }) != "");
  CHECK(fault_of(R"({"a":10})", [](const Place& root) { root["a"].integer(0, 9); }) != "");
  CHECK(fault_of(R"({"a":18446744073709551615})", [](const Place& root) { root["a"].integer(-1, 9); }) != "");
  CHECK(fault_of(R"({"a":-1})", [](const Place& root) { root["a"].unsigned_integer(); }) != "");
  CHECK(fault_of(R"({"a":2})", [](const Place& root) { root["a"].real(0, 1); }) == "a: must be a number from 0 to 1");
  CHECK(fault_of(R"({"a":-2})", [](const Place& root) { root["a"].amount(); }) == "a: must be a number, 0 or more");
  CHECK(fault_of(R"({"a":0})", [](const Place& root) { root["a"].boolean(); }) == "a: must be true or false");
  CHECK(fault_of(R"({"a":0})", [](const Place& root) { root["a"].items(); }) == "a: must be an array");
  CHECK(fault_of(R"({"a":0})", [](const Place& root) { root["a"].members(); }) == "a: must be an object");
}

TEST_CASE("values of the right type come without a fault, and the first fault stays") {
  CHECK(fault_of(R"({"a":7,"b":0.5,"c":[true],"d":{"e":"f"}})", [](const Place& root) {
          CHECK(root["a"].integer(0, 9) == 7);
          CHECK(root["b"].real(0, 1) == 0.5);
          CHECK(root["a"].amount() == 7);
          CHECK(root["c"].items().front().boolean());
          CHECK(root["d"].members().front().second.text() == "f");
          CHECK(!root.find("z"));
        }) == "");
  CHECK(fault_of("{}", [](const Place& root) {
          root["first"].text();
          root["second"].text();
        }) == "first: missing");
}
