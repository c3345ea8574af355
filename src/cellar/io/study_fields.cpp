// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/study_fields.hpp>

#include <limits>

#include <cellar/io/option_fields.hpp>

namespace cellar::io {
namespace {

using study::OptimizerSpec;
using study::StudySpec;

constexpr std::int64_t kMaxInteger = std::numeric_limits<std::int64_t>::max();

Json spec_json(const StudySpec& spec) {
  Json json;
  json["optimizers"] = Json::array();
  for (const auto& optimizer : spec.optimizers) {
    json["optimizers"].push_back({{"name", optimizer.name}, {"options", options_json(optimizer.options)}});
  }
  json["runs"] = spec.runs;
  json["budget"]["evaluations"] = spec.evaluations;
  if (spec.simulated_seconds) json["budget"]["simulated_seconds"] = *spec.simulated_seconds;
  json["seed"] = spec.seed;
  json["noise"] = spec.noise;
  if (spec.continue_training) json["continue_training"] = true;
  return json;
}

OptimizerSpec read_optimizer(const Place& place) {
  OptimizerSpec optimizer{place["name"].text(), {}};
  if (const auto known = optimizer::find_optimizer(optimizer.name); !known)
    place["name"].fail(known.error().code, known.error().message);
  optimizer.options = read_options(place["options"]);
  return optimizer;
}

// `budget` is the object that holds the limits of a run.
StudySpec read_spec(const Place& place, const Place& budget) {
  StudySpec spec;
  for (const auto& optimizer : place["optimizers"].items()) spec.optimizers.push_back(read_optimizer(optimizer));
  spec.runs = static_cast<int>(place["runs"].integer(1, std::numeric_limits<int>::max()));
  spec.evaluations = budget["evaluations"].integer(1, kMaxInteger);
  if (const auto seconds = budget.find("simulated_seconds")) spec.simulated_seconds = seconds->amount();
  spec.seed = place["seed"].unsigned_integer();
  spec.noise = place["noise"].boolean();
  if (const auto continues = place.find("continue_training")) spec.continue_training = continues->boolean();
  return spec;
}

study::Shard read_shard(const Place& place) {
  constexpr int kMax = std::numeric_limits<int>::max();
  const auto count = place["count"].integer(1, kMax);
  return {static_cast<int>(place["index"].integer(1, count)), static_cast<int>(count)};
}

}  // namespace

void put_study(Json& object, const study::StudyRecord& record) {
  object["version"] = record.version;
  object["benchmark"] = record.spec.benchmark;
  object["model"] = {{"name", record.model.name}, {"sha256", record.model.sha256}};
  if (record.optimum)
    object["optimum"] = {{"val_accuracy", record.optimum->val_accuracy}, {"test_accuracy", record.optimum->test_accuracy}};
  object["spec"] = spec_json(record.spec);
  if (record.shard) object["shard"] = {{"index", record.shard->index}, {"count", record.shard->count}};
}

study::StudyRecord read_study(const Place& object) {
  study::StudyRecord record;
  record.version = object["version"].text();
  const Place spec = object["spec"];
  record.spec = read_spec(spec, spec["budget"]);
  record.spec.benchmark = object["benchmark"].text();
  const Place model = object["model"];
  record.model = {model["name"].text(), model["sha256"].text()};
  if (const auto optimum = object.find("optimum"))
    record.optimum = {(*optimum)["val_accuracy"].real(0, 1), (*optimum)["test_accuracy"].real(0, 1)};
  if (const auto shard = object.find("shard")) record.shard = read_shard(*shard);
  return record;
}

study::StudySpec read_study_request(const Place& object) {
  StudySpec spec = read_spec(object, object);
  spec.benchmark = object["benchmark"].text();
  return spec;
}

}  // namespace cellar::io
