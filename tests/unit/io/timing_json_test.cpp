// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/timing_json.hpp>

#include <doctest/doctest.h>

#include <io/example_record.hpp>

using namespace cellar;

namespace {

std::string error_of(const std::string& text) {
  const auto times = io::parse_timing(text, io::example_record().spec);
  REQUIRE(!times);
  CHECK(times.error().code == base::ErrorCode::parse_error);
  return times.error().text();
}

}  // namespace

TEST_CASE("times read back as they were written, a line per run") {
  const std::vector<study::RunTime> times = {{{0, 1}, 9, 0.1}, {{2, 0}, 4, 1e-7}, {{2, 1}, 9, 0}};
  const std::string text = io::to_json(times);
  CHECK(text.starts_with("{\n  \"schema\": \"cellar.timing/1\",\n  \"runs\": [\n"
                         "    {\"optimizer\":0,\"run\":1,\"evaluations\":9,\"thinking_seconds\":0.1},\n"));
  const auto read = io::parse_timing(text, io::example_record().spec);
  REQUIRE(read);
  REQUIRE(read->size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK((*read)[i].key == times[i].key);
    CHECK((*read)[i].evaluations == times[i].evaluations);
    CHECK((*read)[i].thinking_seconds == times[i].thinking_seconds);
  }
}

TEST_CASE("foreign times are refused with the place") {
  const auto with = [](const char* run) {
    return R"({"schema":"cellar.timing/1","runs":[)" + std::string(run) + "]}";
  };
  CHECK(error_of("[").starts_with("JSON: "));
  CHECK(error_of("{}") == "schema: missing");
  CHECK(error_of(R"({"schema":"cellar.record/1"})") == "schema: \"cellar.timing/1\" is expected here");
  CHECK(error_of(R"({"schema":"cellar.timing/1"})") == "runs: missing");
  CHECK(error_of(with(R"({"optimizer":3,"run":0,"evaluations":9,"thinking_seconds":1})")) ==
        "runs[0].optimizer: must be a whole number from 0 to 2");
  CHECK(error_of(with(R"({"optimizer":0,"run":0,"evaluations":10,"thinking_seconds":1})")) ==
        "runs[0].evaluations: must be a whole number from 0 to 9");
  CHECK(error_of(with(R"({"optimizer":0,"run":0,"evaluations":9,"thinking_seconds":-1})")) ==
        "runs[0].thinking_seconds: must be a number, 0 or more");
}
