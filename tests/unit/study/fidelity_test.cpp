// SPDX-License-Identifier: Apache-2.0
// What studies record of the optimizers that train some architectures for fewer epochs than others; run_test.cpp has the
// rules one by one.
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

// Multi-fidelity optimizers begin at one epoch here; by default that is below their lowest rung.
study::OptimizerSpec spec_of(const std::string& optimizer) {
  if (optimizer == "rs") return {optimizer, {}};
  return {optimizer, {{"min_epochs", std::int64_t{1}}}};
}

study::StudyRecord run(const char* optimizer, bool continue_training, std::int64_t evaluations = 200,
                       std::int64_t slice = 1000) {
  StudySpec spec{"additive", {spec_of(optimizer)}, 3, evaluations, {}, 4, false, continue_training};
  spec = *study::resolve(spec, ladder());
  Session session(spec, study::all_runs(spec), ladder(), Session::Order::one_by_one);
  while (!session.done()) REQUIRE(session.step(slice));
  return session.record();
}

}  // namespace

TEST_CASE("continued training changes simulated seconds, and nothing else of a run") {
  for (const char* optimizer : {"hyperband", "bohb", "rs"}) {
    const auto whole = run(optimizer, false), continued = run(optimizer, true);
    for (std::size_t i = 0; i < whole.runs.size(); ++i) {
      const auto& a = whole.runs[i];
      const auto& b = continued.runs[i];
      CHECK(a.trials_digest == b.trials_digest);
      CHECK(a.evaluations == b.evaluations);
      if (std::string(optimizer) == "rs")
        CHECK(a.simulated_seconds == b.simulated_seconds);  // nothing is trained twice
      else
        CHECK(a.simulated_seconds > b.simulated_seconds);
      REQUIRE(a.incumbents.size() == b.incumbents.size());
      double before = 0;
      for (std::size_t j = 0; j < a.incumbents.size(); ++j) {
        CHECK(a.incumbents[j].architecture == b.incumbents[j].architecture);
        CHECK(a.incumbents[j].evaluation == b.incumbents[j].evaluation);
        CHECK(a.incumbents[j].answer.runtime_seconds == b.incumbents[j].answer.runtime_seconds);
        CHECK(b.incumbents[j].simulated_seconds >= before);
        before = b.incumbents[j].simulated_seconds;
      }
    }
  }
}

TEST_CASE("under Hyperband the incumbent's fidelity rises to the highest and stays there") {
  for (const std::int64_t slice : {1, 1000})
    for (const auto& one : run("hyperband", false, 200, slice).runs) {
      REQUIRE(!one.incumbents.empty());
      CHECK(one.incumbents.front().chosen_at == 1);
      CHECK(one.incumbents.back().chosen_at == 9);
      for (std::size_t i = 0; i < one.incumbents.size(); ++i) {
        const auto& now = one.incumbents[i];
        CHECK(now.answer.fidelity == 9);
        if (i == 0) continue;
        const auto& before = one.incumbents[i - 1];
        CHECK(now.chosen_at >= before.chosen_at);
        if (now.chosen_at == before.chosen_at) CHECK(now.chosen_by_accuracy > before.chosen_by_accuracy);
      }
    }
}

TEST_CASE("the record of a multi-fidelity run does not depend on the slices") {
  for (const char* optimizer : {"hyperband", "bohb"}) {
    const auto whole = run(optimizer, true);
    const auto sliced = run(optimizer, true, 200, 7);
    for (std::size_t i = 0; i < whole.runs.size(); ++i) {
      CHECK(whole.runs[i].trials_digest == sliced.runs[i].trials_digest);
      CHECK(whole.runs[i].simulated_seconds == sliced.runs[i].simulated_seconds);
    }
  }
}
