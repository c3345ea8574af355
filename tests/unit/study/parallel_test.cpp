// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <map>

#include <cellar/study/parallel.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;

namespace {

study::StudySpec eight_runs(const AdditiveBenchmark& toy) {
  return *study::resolve({"additive", {{"re", {}}, {"ls", {}}}, 4, 300, {}, 2, false}, toy);
}

double no_time() { return 0; }

}  // namespace

TEST_CASE("the record does not depend on the number of threads") {
  const AdditiveBenchmark toy;
  const auto spec = eight_runs(toy);
  const auto alone = study::run_study(spec, toy, {.threads = 1});
  const auto together = study::run_study(spec, toy, {.threads = 5});
  REQUIRE(alone);
  REQUIRE(together);
  REQUIRE(alone->runs.size() == 8);
  REQUIRE(together->runs.size() == 8);
  for (std::size_t i = 0; i < 8; ++i) CHECK(alone->runs[i].trials_digest == together->runs[i].trials_digest);
}

TEST_CASE("a study that is stopped keeps what was done") {
  const AdditiveBenchmark toy;
  const auto spec = *study::resolve({"additive", {{"rs", {}}}, 2, 100'000'000, {}, 2, false}, toy);
  const auto record = study::run_study(spec, toy, {.threads = 2, .progress = [](const auto&) { return false; }});
  REQUIRE(record);
  CHECK(record->runs.size() == 2);
  CHECK(record->runs[0].evaluations < 100'000'000);
}

TEST_CASE("every finished run is handed over once, as it stands in the record") {
  const AdditiveBenchmark toy;
  for (const unsigned threads : {1u, 4u}) {
    std::map<study::RunKey, base::Sha256Digest> taken;
    const auto take = [&](std::span<const study::FinishedRun> runs) -> base::Result<base::Done> {
      for (const auto& run : runs) CHECK(taken.emplace(run.record.key(), run.record.trials_digest).second);
      return base::Done{};
    };
    const auto record = study::run_study(eight_runs(toy), toy, {.threads = threads, .clock = no_time, .finished = take});
    REQUIRE(record);
    CHECK(taken.size() == 8);
    for (const auto& run : record->runs) CHECK(taken[run.key()] == run.trials_digest);
  }
}

TEST_CASE("only the runs that are asked for are done, be they none") {
  const AdditiveBenchmark toy;
  const auto spec = eight_runs(toy);
  const auto two = study::run_study(spec, toy, {.runs = {{{1, 2}, {0, 3}}}});
  REQUIRE(two);
  REQUIRE(two->runs.size() == 2);
  CHECK(two->runs[0].key() == study::RunKey{0, 3});
  CHECK(two->runs[1].key() == study::RunKey{1, 2});
  const auto none = study::run_study(spec, toy, {.runs = std::vector<study::RunKey>{}});
  REQUIRE(none);
  CHECK(none->runs.empty());
  CHECK(none->model == toy.model());
}

TEST_CASE("where finished runs cannot be kept the study ends with that error") {
  const AdditiveBenchmark toy;
  int calls = 0;
  const auto refuse = [&](std::span<const study::FinishedRun>) -> base::Result<base::Done> {
    ++calls;
    return base::Error{base::ErrorCode::io_error, "full", "disk"};
  };
  const auto record = study::run_study(eight_runs(toy), toy, {.threads = 2, .finished = refuse});
  REQUIRE(!record);
  CHECK(record.error().text() == "disk: full");
  CHECK(calls == 1);
}
