// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/one_shot_json.hpp>

#include <algorithm>
#include <limits>
#include <optional>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/one_shot_fields.hpp>
#include <cellar/io/option_fields.hpp>
#include <cellar/io/sealed_lines.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using study::OneShotRecord;
using study::OneShotRunRecord;

constexpr std::string_view kSchema = "cellar.oneshot/1";
constexpr int kOneLine = 0;
constexpr int kEpochsOnLines = 4;  // record, runs, run, epochs
constexpr std::int64_t kMostRuns = std::numeric_limits<int>::max();

Json header_json(const OneShotRecord& record) {
  Json json;
  json["schema"] = kSchema;
  json["version"] = record.version;
  json["benchmark"] = record.spec.benchmark;
  json["model"] = {{"name", record.model.name}, {"sha256", record.model.sha256}};
  if (record.optimum)
    json["optimum"] = {{"val_accuracy", record.optimum->val_accuracy}, {"test_accuracy", record.optimum->test_accuracy}};
  json["images"] = {{"sha256", record.data_sha256}, {"training", record.training_images}};
  json["methods"] = Json::array();
  for (const auto& method : record.spec.methods)
    json["methods"].push_back({{"name", method.name}, {"options", options_json(method.options)}});
  json["runs_per_method"] = record.spec.runs;
  json["seed"] = record.spec.seed;
  const auto& correlation = record.spec.correlation;
  if (correlation.architectures > 0)
    json["correlation"] = {{"architectures", correlation.architectures}, {"every", correlation.every}};
  return json;
}

Json run_json(const OneShotRunRecord& run, const space::Space& space) {
  Json json;
  json["method"] = run.key.optimizer;
  json["run"] = run.key.run;
  if (!run.failure.empty()) json["failure"] = run.failure;
  json["epochs"] = Json::array();
  for (const auto& epoch : run.epochs) json["epochs"].push_back(epoch_json(epoch, space));
  return json;
}

OneShotRunRecord read_run(const Place& place, const study::OneShotSpec& spec, const space::Space& space) {
  OneShotRunRecord run;
  const auto methods = static_cast<std::int64_t>(spec.methods.size());
  run.key = {static_cast<std::size_t>(place["method"].integer(0, methods - 1)),
             static_cast<int>(place["run"].integer(0, spec.runs - 1))};
  if (const auto failure = place.find("failure")) run.failure = failure->text();
  for (const auto& item : place["epochs"].items()) run.epochs.push_back(read_epoch(item, space));
  return run;
}

OneShotRecord read_header(const Place& root) {
  if (root["schema"].text() != kSchema)
    root["schema"].fail(ErrorCode::parse_error, "\"" + std::string(kSchema) + "\" is expected here");
  OneShotRecord record;
  record.version = root["version"].text();
  record.spec.benchmark = root["benchmark"].text();
  record.model = {root["model"]["name"].text(), root["model"]["sha256"].text()};
  if (const auto optimum = root.find("optimum"))
    record.optimum = {(*optimum)["val_accuracy"].real(0, 1), (*optimum)["test_accuracy"].real(0, 1)};
  record.data_sha256 = root["images"]["sha256"].text();
  record.training_images = root["images"]["training"].integer(1, kMostRuns);
  for (const auto& item : root["methods"].items()) {
    const std::string name = item["name"].text();
    if (const auto known = oneshot::find_method(name); !known) item["name"].fail(known.error().code, known.error().message);
    record.spec.methods.push_back({name, read_options(item["options"])});
  }
  record.spec.runs = static_cast<int>(root["runs_per_method"].integer(1, kMostRuns));
  record.spec.seed = root["seed"].unsigned_integer();
  if (const auto correlation = root.find("correlation"))
    record.spec.correlation = {static_cast<int>((*correlation)["architectures"].integer(1, kMostRuns)),
                               static_cast<int>((*correlation)["every"].integer(1, kMostRuns))};
  return record;
}

// Each run once, by method, then run.
Result<base::Done> put_in_order(std::vector<OneShotRunRecord>& runs) {
  std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  const auto twice = std::adjacent_find(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.key == b.key; });
  if (twice == runs.end()) return base::Done{};
  return Error{ErrorCode::parse_error,
               "run " + std::to_string(twice->key.run) + " of method " + std::to_string(twice->key.optimizer) +
                   " is there twice; remove one of them",
               "runs"};
}

}  // namespace

std::string to_json(const OneShotRecord& record, const space::Space& space) {
  Json json = header_json(record);
  json["runs"] = Json::array();
  for (const auto& run : record.runs) json["runs"].push_back(run_json(run, space));
  return to_text(json, kEpochsOnLines) + '\n';
}

std::string one_shot_journal_header(const OneShotRecord& record) { return seal(to_text(header_json(record), kOneLine)); }

std::string one_shot_journal_line(const OneShotRunRecord& run, const space::Space& space) {
  return seal(to_text(run_json(run, space), kOneLine));
}

Result<OneShotJournal> parse_one_shot_journal(std::string_view text) {
  const auto split = split_sealed_lines(text);
  if (!split) return split.error();
  if (split->lines.empty())
    return Error{ErrorCode::parse_error, "no whole header of a journal; remove the file and begin again", "line 1"};
  auto record = read_json(split->lines[0], read_header);
  if (!record) return at_line(1, record.error());
  const auto info = benchmark::find_benchmark(record->spec.benchmark);
  if (!info) return at_line(1, info.error());
  for (std::size_t i = 1; i < split->lines.size(); ++i) {
    auto run = read_json(split->lines[i], [&](const Place& root) { return read_run(root, record->spec, (*info)->space); });
    if (!run) return at_line(i + 1, run.error());
    record->runs.push_back(*std::move(run));
  }
  if (const auto ordered = put_in_order(record->runs); !ordered) return ordered.error();
  return OneShotJournal{*std::move(record), split->whole_bytes, split->torn};
}

Result<OneShotRecord> parse_one_shot_record(std::string_view text) {
  const auto record = read_json(text, [](const Place& root) {
    OneShotRecord read = read_header(root);
    const auto info = benchmark::find_benchmark(read.spec.benchmark);
    if (info)
      for (const auto& item : root["runs"].items()) read.runs.push_back(read_run(item, read.spec, (*info)->space));
    else
      root["benchmark"].fail(info.error().code, info.error().message);
    return read;
  });
  if (!record) return record.error();
  OneShotRecord ordered = *record;
  if (const auto done = put_in_order(ordered.runs); !done) return done.error();
  return ordered;
}

}  // namespace cellar::io
