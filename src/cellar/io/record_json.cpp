// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/record_json.hpp>

#include <limits>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/architecture_text.hpp>
#include <cellar/io/evaluation_fields.hpp>
#include <cellar/io/study_fields.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;
using study::Incumbent;
using study::RunRecord;
using study::StudyRecord;

constexpr std::string_view kSchema = "cellar.record/1";
constexpr int kOpenLevels = 4;  // document, runs, run, incumbents: one line per incumbent
constexpr std::size_t kDigestDigits = 64;

Json run_json(const RunRecord& run, const space::Space& space) {
  Json json;
  json["optimizer"] = run.optimizer;
  json["run"] = run.run;
  json["evaluations"] = run.evaluations;
  json["simulated_seconds"] = run.simulated_seconds;
  json["incumbents"] = Json::array();
  for (const auto& incumbent : run.incumbents) {
    Json line;
    line["evaluation"] = incumbent.evaluation;
    line["simulated_seconds"] = incumbent.simulated_seconds;
    line["architecture"] = space.to_compact(incumbent.architecture);
    put_evaluation(line, incumbent.answer);
    if (incumbent.chosen_at != incumbent.answer.fidelity)
      line["chosen_by"] = {{"fidelity", incumbent.chosen_at}, {"val_accuracy", incumbent.chosen_by_accuracy}};
    json["incumbents"].push_back(std::move(line));
  }
  json["trials_sha256"] = base::to_hex(run.trials_digest);
  return json;
}

base::Sha256Digest read_digest(const Place& place) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::string text = place.text();
  base::Sha256Digest digest{};
  if (text.size() != kDigestDigits || text.find_first_not_of(kDigits) != std::string::npos) {
    place.fail(ErrorCode::parse_error, "must be 64 lower-case hexadecimal digits");
    return digest;
  }
  for (std::size_t i = 0; i < digest.size(); ++i)
    digest[i] = static_cast<std::uint8_t>(kDigits.find(text[2 * i]) * 16 + kDigits.find(text[2 * i + 1]));
  return digest;
}

Incumbent read_incumbent(const Place& place, const space::Space& space, std::int64_t evaluations) {
  Incumbent incumbent{};
  incumbent.evaluation = place["evaluation"].integer(1, evaluations);
  incumbent.simulated_seconds = place["simulated_seconds"].amount();
  const Place architecture = place["architecture"];
  const std::string spelling = architecture.text();
  if (const auto parsed = parse_architecture(space, spelling)) {
    incumbent.architecture = *parsed;
    if (space.to_compact(*parsed) != spelling)
      architecture.fail(ErrorCode::parse_error, "is not in canonical compact form");
  } else {
    architecture.fail(parsed.error().code, parsed.error().text());
  }
  incumbent.answer = read_evaluation(place);
  incumbent.chosen_at = incumbent.answer.fidelity;
  incumbent.chosen_by_accuracy = incumbent.answer.val_accuracy;
  if (const auto chosen_by = place.find("chosen_by")) {
    incumbent.chosen_at = static_cast<int>((*chosen_by)["fidelity"].integer(1, incumbent.answer.fidelity - 1));
    incumbent.chosen_by_accuracy = (*chosen_by)["val_accuracy"].real(0, 1);
  }
  return incumbent;
}

bool replaces(const Incumbent& later, const Incumbent& earlier) {
  return later.chosen_at != earlier.chosen_at ? later.chosen_at > earlier.chosen_at
                                              : later.chosen_by_accuracy > earlier.chosen_by_accuracy;
}

RunRecord read_run(const Place& place, const study::StudySpec& spec, const space::Space& space) {
  RunRecord run{};
  run.optimizer = static_cast<std::size_t>(
      place["optimizer"].integer(0, static_cast<std::int64_t>(spec.optimizers.size()) - 1));
  run.run = static_cast<int>(place["run"].integer(0, spec.runs - 1));
  run.evaluations = place["evaluations"].integer(0, spec.evaluations);
  run.simulated_seconds = place["simulated_seconds"].amount();
  for (const auto& item : place["incumbents"].items()) {
    Incumbent incumbent = read_incumbent(item, space, run.evaluations);
    if (!run.incumbents.empty() && incumbent.evaluation <= run.incumbents.back().evaluation)
      item["evaluation"].fail(ErrorCode::parse_error, "must be later than the incumbent before");
    if (!run.incumbents.empty() && !replaces(incumbent, run.incumbents.back()))
      item["val_accuracy"].fail(ErrorCode::parse_error, "must be better than the incumbent before");
    run.incumbents.push_back(incumbent);
  }
  run.trials_digest = read_digest(place["trials_sha256"]);
  return run;
}

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
  for (const auto& run : record.runs) document["runs"].push_back(run_json(run, space));
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
  const auto benchmark = benchmark::find_benchmark(record.spec.benchmark);
  if (!benchmark) return Error{benchmark.error().code, benchmark.error().message, "benchmark"};
  for (const auto& run : root["runs"].items()) record.runs.push_back(read_run(run, record.spec, (*benchmark)->space));
  check_order(record.runs, root["runs"]);
  if (fault) return *fault;
  return record;
}

}  // namespace cellar::io
