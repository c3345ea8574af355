// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/record_json.hpp>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/run_fields.hpp>
#include <cellar/io/study_fields.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;
using study::RunRecord;
using study::StudyRecord;

constexpr std::string_view kSchema = "cellar.record/1";
constexpr int kOpenLevels = 4;  // document, runs, run, incumbents: one line per incumbent

void check_order(const std::vector<RunRecord>& runs, const Place& place) {
  for (std::size_t i = 1; i < runs.size(); ++i)
    if (std::pair(runs[i - 1].optimizer, runs[i - 1].run) >= std::pair(runs[i].optimizer, runs[i].run))
      place.fail(ErrorCode::parse_error, "run " + std::to_string(i) + " is out of order or there twice");
}

}  // namespace

std::string to_json(const StudyRecord& record, const space::Space& space) {
  Json document;
  document["schema"] = kSchema;
  put_study(document, record);
  document["runs"] = Json::array();
  for (const auto& run : record.runs) document["runs"].push_back(run_json(run, 0, space));
  return to_text(document, kOpenLevels) + '\n';
}

base::Result<StudyRecord> parse_record(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) return document.error();
  std::optional<Error> fault;
  const Place root(*document, "", fault);
  if (const auto schema = root.find("schema"); !schema || schema->text() != kSchema)
    return Error{ErrorCode::parse_error, "not a record of a study: \"" + std::string(kSchema) + "\" is expected here",
                 "schema"};
  StudyRecord record = read_study(root);
  if (fault) return *fault;
  const auto space = benchmark::find_space(record.spec.benchmark);
  if (!space) return Error{space.error().code, space.error().message, "benchmark"};
  for (const auto& place : root["runs"].items()) {
    const auto key = read_run_key(place, record.spec);
    RunRecord& run = record.runs.emplace_back();
    run.optimizer = key.optimizer;
    run.run = key.run;
    read_run(place, record.spec, **space, run);
  }
  check_order(record.runs, root["runs"]);
  if (fault) return *fault;
  return record;
}

}  // namespace cellar::io
