// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/timing_json.hpp>

#include <cellar/io/run_fields.hpp>

namespace cellar::io {
namespace {

constexpr std::string_view kSchema = "cellar.timing/1";
constexpr int kOpenLevels = 2;  // document and list: one line per run

}  // namespace

std::string to_json(std::span<const study::RunTime> times) {
  Json document;
  document["schema"] = kSchema;
  document["runs"] = Json::array();
  for (const auto& time : times)
    document["runs"].push_back({{"optimizer", time.key.optimizer},
                                {"run", time.key.run},
                                {"evaluations", time.evaluations},
                                {"thinking_seconds", time.thinking_seconds}});
  return to_text(document, kOpenLevels) + '\n';
}

base::Result<std::vector<study::RunTime>> parse_timing(std::string_view text, const study::StudySpec& spec) {
  const auto document = parse_json(text);
  if (!document) return document.error();
  std::optional<base::Error> fault;
  const Place root(*document, "", fault);
  if (root["schema"].text() != kSchema)
    root["schema"].fail(base::ErrorCode::parse_error, "\"" + std::string(kSchema) + "\" is expected here");
  std::vector<study::RunTime> times;
  for (const auto& place : root["runs"].items())
    times.push_back({read_run_key(place, spec), place["evaluations"].integer(0, spec.evaluations),
                     place["thinking_seconds"].amount()});
  if (fault) return *fault;
  return times;
}

}  // namespace cellar::io
