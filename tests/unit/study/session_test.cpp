// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <doctest/doctest.h>

#include <cellar/study/session.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;
using study::Session;
using study::StudySpec;

namespace {

const AdditiveBenchmark& toy() {
  static const AdditiveBenchmark benchmark;
  return benchmark;
}

StudySpec three_optimizers() {
  StudySpec spec{"additive", {{"rs", {}}, {"re", {}}, {"ls", {}}}, 3, 400, {}, 11, false};
  return *study::resolve(spec, toy());
}

study::StudyRecord run(const StudySpec& spec, std::int64_t slice, Session::Order order) {
  Session session(spec, study::all_runs(spec), toy(), order);
  while (!session.done()) REQUIRE(session.step(slice));
  return session.record();
}

/// The toy, when it has its answers.
class LateBenchmark : public benchmark::Benchmark {
 public:
  explicit LateBenchmark(const benchmark::Benchmark& answers) : answers_(answers) {}
  bool ready = true;

  const std::string& name() const override { return answers_.name(); }
  const space::Space& space() const override { return answers_.space(); }
  const benchmark::ModelIdentity& model() const override { return answers_.model(); }
  benchmark::FidelityRange fidelities() const override { return answers_.fidelities(); }
  const benchmark::BestKnown& best_known() const override { return answers_.best_known(); }
  base::Result<benchmark::Evaluation> query(const space::Architecture& architecture, int epochs,
                                            const benchmark::QueryOptions& options) const override {
    if (!ready) return base::Error{base::ErrorCode::internal, "no answer yet", ""};
    return answers_.query(architecture, epochs, options);
  }

 private:
  const benchmark::Benchmark& answers_;
};

bool same(const study::StudyRecord& a, const study::StudyRecord& b) {
  if (!(a.spec == b.spec) || a.runs.size() != b.runs.size()) return false;
  for (std::size_t i = 0; i < a.runs.size(); ++i)
    if (a.runs[i].trials_digest != b.runs[i].trials_digest || a.runs[i].incumbents.size() != b.runs[i].incumbents.size() ||
        a.runs[i].evaluations != b.runs[i].evaluations)
      return false;
  return true;
}

}  // namespace

TEST_CASE("the record does not depend on the slices or on the order of the runs") {
  const auto spec = three_optimizers();
  const auto whole = run(spec, 1'000'000, Session::Order::one_by_one);
  REQUIRE(whole.runs.size() == 9);
  for (const auto& one : whole.runs) CHECK(one.evaluations == 400);
  for (const std::int64_t slice : {1, 7, 33, 1000}) {
    CHECK(same(run(spec, slice, Session::Order::one_by_one), whole));
    CHECK(same(run(spec, slice, Session::Order::in_turn), whole));
  }
}

TEST_CASE("steps in two halves give the record of whole ones") {
  const auto spec = three_optimizers();
  const auto whole = run(spec, 1'000'000, Session::Order::one_by_one);
  for (const std::int64_t most : {1, 40, 1000}) {
    Session session(spec, study::all_runs(spec), toy(), Session::Order::one_by_one);
    while (!session.done()) {
      const auto waiting = session.ask(most);
      CHECK(!waiting.empty());
      CHECK(std::is_sorted(waiting.begin(), waiting.end()));
      CHECK(session.ask(1).size() >= waiting.size());
      REQUIRE(session.tell());
    }
    CHECK(session.ask(most).empty());
    CHECK(same(session.record(), whole));
  }
}

TEST_CASE("what a benchmark has no answer for yet waits, and the record is the same") {
  const auto spec = three_optimizers();
  LateBenchmark late(toy());
  Session session(spec, study::all_runs(spec), late, Session::Order::in_turn);
  while (!session.done()) {
    const auto waiting = session.ask(50);
    const auto before = session.progress().evaluations;
    late.ready = false;
    CHECK(!session.tell());
    CHECK(session.progress().evaluations == before);
    CHECK(session.ask(1).size() >= waiting.size());
    late.ready = true;
    REQUIRE(session.tell());
  }
  CHECK(same(session.record(), run(spec, 7, Session::Order::one_by_one)));
}

TEST_CASE("a step does no more than it was asked for") {
  Session session(three_optimizers(), study::all_runs(three_optimizers()), toy(), Session::Order::in_turn);
  std::int64_t before = 0;
  for (const std::int64_t most : {1, 2, 50, 331}) {
    const auto progress = session.step(most);
    REQUIRE(progress);
    CHECK(progress->evaluations == before + most);
    before = progress->evaluations;
  }
}

TEST_CASE("parts of a study merge to the whole, in whatever order") {
  const auto spec = three_optimizers();
  const auto whole = run(spec, 1000, Session::Order::one_by_one);
  std::vector<study::StudyRecord> parts;
  for (const auto key : study::all_runs(spec)) {
    Session session(spec, {key}, toy(), Session::Order::one_by_one);
    while (!session.done()) REQUIRE(session.step(1000));
    parts.insert(parts.begin(), session.record());
  }
  const auto merged = study::merge(parts);
  REQUIRE(merged);
  CHECK(same(*merged, whole));

  parts.push_back(parts.front());
  CHECK(study::merge(parts).error().code == base::ErrorCode::invalid_argument);
  parts.pop_back();
  parts.back().spec.seed = 12;
  CHECK(study::merge(parts).error().where == "spec");
}

TEST_CASE("runs of one number share their random stream, runs of two numbers do not") {
  StudySpec spec = three_optimizers();
  const auto record = run(spec, 1000, Session::Order::one_by_one);
  const auto first = [&](std::size_t i) { return record.runs[i].incumbents.front().architecture; };
  CHECK(first(0) == first(3));  // run 0 of rs and of re
  CHECK(first(0) == first(6));  // and of ls
  CHECK(first(0) != first(1));
}

TEST_CASE("incumbents rise strictly and the digest covers every trial") {
  const auto record = run(three_optimizers(), 1000, Session::Order::one_by_one);
  for (const auto& one : record.runs)
    for (std::size_t i = 1; i < one.incumbents.size(); ++i) {
      CHECK(one.incumbents[i].answer.val_accuracy > one.incumbents[i - 1].answer.val_accuracy);
      CHECK(one.incumbents[i].evaluation > one.incumbents[i - 1].evaluation);
      CHECK(one.incumbents[i].simulated_seconds > one.incumbents[i - 1].simulated_seconds);
    }
  StudySpec longer = three_optimizers();
  longer.evaluations = 401;
  CHECK(run(longer, 1000, Session::Order::one_by_one).runs[0].trials_digest != record.runs[0].trials_digest);
}

TEST_CASE("a run ends with the evaluation that exceeds the simulated seconds") {
  StudySpec spec = three_optimizers();
  spec.simulated_seconds = 5000;
  for (const std::int64_t slice : {1, 1000}) {
    for (const auto& one : run(spec, slice, Session::Order::one_by_one).runs) {
      CHECK(one.simulated_seconds >= 5000);
      CHECK(one.simulated_seconds < 5000 + 107);  // the toy's longest training
    }
  }
}

TEST_CASE("noise changes answers, depends on the seed, and repeats") {
  StudySpec spec = three_optimizers();
  const auto quiet = run(spec, 100, Session::Order::one_by_one);
  spec.noise = true;
  const auto noisy = run(spec, 100, Session::Order::one_by_one);
  CHECK(noisy.runs[0].trials_digest != quiet.runs[0].trials_digest);
  CHECK(noisy.runs[0].trials_digest == run(spec, 1, Session::Order::in_turn).runs[0].trials_digest);
}

TEST_CASE("a study that cannot be run is refused with the place and the remedy") {
  const auto refusal = [](auto change) {
    StudySpec spec{"additive", {{"rs", {}}}, 3, 400, {}, 11, false};
    change(spec);
    const auto resolved = study::resolve(spec, toy());
    REQUIRE(!resolved);
    return resolved.error().text();
  };
  CHECK(refusal([](auto& s) { s.evaluations = 0; }) == "evaluations: must be from 1 to 1000000000, not 0");
  CHECK(refusal([](auto& s) { s.evaluations = -1; }) == "evaluations: must be from 1 to 1000000000, not -1");
  CHECK(refusal([](auto& s) { s.runs = 0; }) == "runs: must be from 1 to 1000000, not 0");
  CHECK(refusal([](auto& s) { s.simulated_seconds = -1; }) == "simulated_seconds: must be a positive number of seconds");
  CHECK(refusal([](auto& s) { s.optimizers.clear(); }) == "optimizers: name at least one optimizer");
  CHECK(refusal([](auto& s) { s.optimizers[0].name = "xx"; }).starts_with("unknown optimizer 'xx'; known: rs re ls"));
  CHECK(refusal([](auto& s) { s.optimizers.push_back({"rs", {}}); }) ==
        "optimizers: 'rs' is named twice with the same options");
}
