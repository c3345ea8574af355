// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include <cellar/study/parts.hpp>

using namespace cellar;
using study::RunKey;
using study::Shard;
using study::StudyRecord;
using study::StudySpec;

namespace {

StudySpec spec_of(std::size_t optimizers, int runs) {
  StudySpec spec;
  spec.benchmark = "additive";
  for (std::size_t i = 0; i < optimizers; ++i)
    spec.optimizers.push_back({"re", {{"population", static_cast<std::int64_t>(10 + i)}}});
  spec.runs = runs;
  spec.evaluations = 20;
  return spec;
}

study::RunRecord finished(RunKey key) {
  study::RunRecord run{};
  run.optimizer = key.optimizer;
  run.run = key.run;
  run.evaluations = 20;
  return run;
}

StudyRecord record_of(const StudySpec& spec, const std::optional<Shard>& shard) {
  StudyRecord record{spec, {"additive", "1"}, {}, {}, shard};
  for (const auto& key : study::runs_of_shard(spec, shard)) record.runs.push_back(finished(key));
  return record;
}

std::vector<StudyRecord> shards_of(const StudySpec& spec, int count) {
  std::vector<StudyRecord> parts;
  for (int index = 1; index <= count; ++index) parts.push_back(record_of(spec, Shard{index, count}));
  return parts;
}

std::vector<RunKey> keys_of(const StudyRecord& record) {
  std::vector<RunKey> keys;
  for (const auto& run : record.runs) keys.push_back(run.key());
  return keys;
}

}  // namespace

TEST_CASE("shards hold every run exactly once, however many they are") {
  for (const auto& [optimizers, runs] : {std::pair<std::size_t, int>{1, 1}, {3, 4}, {5, 7}}) {
    const auto spec = spec_of(optimizers, runs);
    for (int count = 1; count <= 40; ++count) {
      std::map<RunKey, int> holders;
      for (int index = 1; index <= count; ++index)
        for (const auto& key : study::runs_of_shard(spec, Shard{index, count})) ++holders[key];
      CHECK(holders.size() == optimizers * static_cast<std::size_t>(runs));
      CHECK(std::all_of(holders.begin(), holders.end(), [](const auto& holder) { return holder.second == 1; }));
    }
  }
}

TEST_CASE("a shard has every count-th run in canonical order, and its share of every optimizer") {
  const auto spec = spec_of(2, 4);
  CHECK(study::runs_of_shard(spec, Shard{2, 3}) == std::vector<RunKey>{{0, 1}, {1, 0}, {1, 3}});
  CHECK(study::runs_of_shard(spec, Shard{9, 9}).empty());
  CHECK(study::all_runs(spec) ==
        std::vector<RunKey>{{0, 0}, {0, 1}, {0, 2}, {0, 3}, {1, 0}, {1, 1}, {1, 2}, {1, 3}});
}

TEST_CASE("missing are the runs of the shard that are absent or unfinished") {
  auto record = record_of(spec_of(2, 4), Shard{1, 2});
  CHECK(study::missing_runs(record).empty());
  record.runs[1].evaluations = 19;
  record.runs.erase(record.runs.begin() + 2);
  CHECK(study::missing_runs(record) == std::vector<RunKey>{{0, 2}, {1, 0}});
  record.shard.reset();
  CHECK(study::missing_runs(record) == std::vector<RunKey>{{0, 1}, {0, 2}, {0, 3}, {1, 0}, {1, 1}, {1, 3}});
}

TEST_CASE("a run is also finished by its simulated seconds") {
  auto record = record_of(spec_of(1, 2), {});
  record.spec.simulated_seconds = 100;
  record.runs[0].evaluations = record.runs[1].evaluations = 3;
  record.runs[0].simulated_seconds = 100;
  record.runs[1].simulated_seconds = 99.5;
  CHECK(study::missing_runs(record) == std::vector<RunKey>{{0, 1}});
}

TEST_CASE("shards merge in any order to the whole, which is no shard") {
  const auto spec = spec_of(3, 5);
  auto parts = shards_of(spec, 4);
  std::reverse(parts.begin(), parts.end());
  const auto whole = study::merge(parts);
  REQUIRE(whole);
  CHECK(!whole->shard);
  CHECK(keys_of(*whole) == study::all_runs(spec));
  CHECK(study::missing_runs(*whole).empty());

  parts.erase(parts.begin() + 1);  // shard 3
  const auto lacking = study::merge(parts);
  REQUIRE(lacking);
  CHECK(study::missing_runs(*lacking) == study::runs_of_shard(spec, Shard{3, 4}));
}

TEST_CASE("parts that do not belong together are refused with what tells them apart") {
  const auto refusal = [](auto change) {
    auto parts = shards_of(spec_of(2, 3), 2);
    change(parts);
    const auto merged = study::merge(parts);
    REQUIRE(!merged);
    CHECK(merged.error().code == base::ErrorCode::invalid_argument);
    return merged.error().text();
  };
  CHECK(refusal([](auto& parts) { parts[1].spec.seed = 2; }) == "spec: the parts come from different studies");
  CHECK(refusal([](auto& parts) { parts[1].spec.continue_training = true; }) ==
        "spec: the parts come from different studies");
  CHECK(refusal([](auto& parts) { parts[1].model.sha256 = "2"; }) ==
        "model: the parts were answered by different models");
  CHECK(refusal([](auto& parts) { parts[1].version = "0"; }) ==
        "version: the parts were made by different versions of Cellar");
  CHECK(refusal([](auto& parts) { parts.push_back(parts[1]); }) == "runs: run 1 of 're' occurs twice");
  CHECK(refusal([](auto& parts) { parts.clear(); }) == "nothing to merge");
}
