// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/session.hpp>
#include <cellar/study/trace.hpp>

#include <doctest/doctest.h>

#include "optimizer/additive_benchmark.hpp"

using namespace cellar;

namespace {

constexpr int kTrials = 200;

const AdditiveBenchmark& toy() {
  static const AdditiveBenchmark benchmark;
  return benchmark;
}

study::StudySpec spec_of(bool noise) {
  study::StudySpec spec{"additive", {{"rs", {}}, {"re", {{"population", std::int64_t{20}}}}}, 3, kTrials, {}, 7, noise};
  return *study::resolve(spec, toy());
}

double ticking_clock() {
  static double seconds = 0;
  return seconds += 0.5;
}

}  // namespace

TEST_CASE("a trace is the study's run, trial by trial") {
  for (const bool noise : {false, true}) {
    const auto spec = spec_of(noise);
    const study::RunKey key{1, 2};
    study::Session session(spec, {key}, toy(), study::Session::Order::one_by_one);
    study::Trace trace(spec, key, toy());
    std::vector<study::Incumbent> best;
    for (int i = 1; i <= kTrials; ++i) {
      REQUIRE(session.step(1));
      const auto trial = trace.next();
      REQUIRE(trial);
      const auto& [suggestion, answer] = trial->trial;
      if (best.empty() || answer->val_accuracy > best.back().answer.val_accuracy)
        best.push_back({i, 0, suggestion.architecture, *answer, answer->fidelity, answer->val_accuracy});
    }
    CHECK(trace.next().error().code == base::ErrorCode::invalid_argument);
    const auto incumbents = session.record().runs[0].incumbents;
    REQUIRE(incumbents.size() == best.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
      CHECK(incumbents[i].evaluation == best[i].evaluation);
      CHECK(incumbents[i].architecture == best[i].architecture);
      CHECK(incumbents[i].answer.val_accuracy == best[i].answer.val_accuracy);
    }
  }
}

TEST_CASE("only a clock gives thinking time") {
  const auto spec = spec_of(false);
  study::Trace silent(spec, {0, 0}, toy());
  CHECK(silent.next()->thinking_seconds == 0);
  study::Trace timed(spec, {0, 0}, toy(), ticking_clock);
  CHECK(timed.next()->thinking_seconds == 1);  // two intervals of one tick each
}
