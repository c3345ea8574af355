// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/run.hpp>

#include <doctest/doctest.h>

#include <cellar/study/session.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;
using study::Session;
using study::StudySpec;

namespace {

const AdditiveBenchmark& ladder() {
  static const AdditiveBenchmark benchmark(space::darts::space(), {1, 9, "epochs", {1, 3, 9}});
  return benchmark;
}

std::vector<study::RunRecord> runs_of(const StudySpec& asked) {
  const auto spec = *study::resolve(asked, ladder());
  Session session(spec, study::all_runs(spec), ladder(), Session::Order::one_by_one);
  while (!session.done()) REQUIRE(session.step(1000));
  return session.record().runs;
}

// A second for every look at it.
double ticking_clock() {
  static double now = 0;
  return ++now;
}

}  // namespace

TEST_CASE("simulated seconds end a run of several fidelities with the evaluation that exceeds them") {
  for (const char* optimizer : {"hyperband", "bohb"})
    for (const bool continue_training : {false, true}) {
      StudySpec spec{"additive", {{optimizer, {}}}, 3, 1000, 5000.0, 4, false, continue_training};
      for (const auto& run : runs_of(spec)) {
        CAPTURE(run.run);
        CHECK(run.evaluations < 1000);
        CHECK(run.simulated_seconds >= 5000);
        StudySpec shorter = spec;
        shorter.simulated_seconds.reset();
        shorter.evaluations = run.evaluations - 1;
        const auto before = runs_of(shorter)[static_cast<std::size_t>(run.run)];
        CHECK(before.simulated_seconds < 5000);
        shorter.evaluations = run.evaluations;
        CHECK(runs_of(shorter)[static_cast<std::size_t>(run.run)].trials_digest == run.trials_digest);
      }
    }
}

TEST_CASE("a run is finished by either budget") {
  StudySpec spec;
  spec.evaluations = 10;
  study::RunRecord run{};
  run.evaluations = 9;
  CHECK(!study::is_finished(run, spec));
  run.evaluations = 10;
  CHECK(study::is_finished(run, spec));
  run.evaluations = 1;
  run.simulated_seconds = 50;
  CHECK(!study::is_finished(run, spec));
  spec.simulated_seconds = 50.5;
  CHECK(!study::is_finished(run, spec));
  spec.simulated_seconds = 50;
  CHECK(study::is_finished(run, spec));
}

TEST_CASE("an optimizer's own time is that in ask and tell, and is no part of the record") {
  const auto spec = *study::resolve({"additive", {{"rs", {}}, {"re", {}}}, 2, 20, {}, 1, false}, ladder());
  const auto do_all = [&](study::Clock clock) {
    Session session(spec, study::all_runs(spec), ladder(), Session::Order::in_turn, clock);
    while (!session.done()) REQUIRE(session.step(1));
    return session;
  };
  const Session timed = do_all(ticking_clock), untimed = do_all(nullptr);
  CHECK(timed.thinking_seconds() == std::vector<double>(4, 40));  // one ask and one tell for each of 20 evaluations
  CHECK(untimed.thinking_seconds() == std::vector<double>(4, 0));
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(timed.record().runs[i].trials_digest == untimed.record().runs[i].trials_digest);
}
