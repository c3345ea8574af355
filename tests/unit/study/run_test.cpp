// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/run.hpp>

#include <functional>

#include <doctest/doctest.h>

#include <cellar/study/session.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;
using study::Session;
using study::StudySpec;

namespace {

// An architecture told from others by the operation on all of its edges.
space::Architecture plain(std::uint8_t operation) {
  space::darts::Genotype genotype;
  for (auto* cell : {&genotype.normal, &genotype.reduce})
    for (std::uint8_t edge = 0; edge < space::darts::kEdgesPerCell; ++edge)
      cell->edges[edge] = {static_cast<std::uint8_t>(edge % 2), static_cast<space::darts::Operation>(operation)};
  return space::darts::pack(genotype);
}

// Answers for plain(0), plain(1), …: those that lead at 3 and at 27 epochs come last at 9; an epoch takes 1 + operation
// seconds.
class TurningBenchmark final : public benchmark::Benchmark {
 public:
  const std::string& name() const override { return name_; }
  const space::Space& space() const override { return space::darts::space(); }
  const benchmark::ModelIdentity& model() const override { return identity_; }
  benchmark::FidelityRange fidelities() const override { return {3, 27, "epochs", {3, 9, 27}}; }
  const benchmark::BestKnown& best_known() const override { return best_known_; }

  static double accuracy(int operation, int epochs) {
    const double level = epochs == 3 ? 0.3 : epochs == 9 ? 0.6 : 0.9;
    return level + 0.01 * (epochs == 9 ? -operation : operation);
  }

  base::Result<benchmark::Evaluation> query(const space::Architecture& architecture, int epochs,
                                            const benchmark::QueryOptions&) const override {
    int operation = 0;
    while (plain(static_cast<std::uint8_t>(operation)) != architecture) ++operation;
    benchmark::Evaluation answer;
    answer.val_accuracy = accuracy(operation, epochs);
    answer.runtime_seconds = epochs * (1.0 + operation);
    answer.fidelity = epochs;
    return answer;
  }

  base::Result<std::vector<benchmark::Evaluation>> query_batch(std::span<const space::Architecture> architectures,
                                                               int epochs,
                                                               std::span<const std::uint64_t>) const override {
    std::vector<benchmark::Evaluation> answers;
    for (const auto& architecture : architectures) answers.push_back(*query(architecture, epochs, {}));
    return answers;
  }

 private:
  std::string name_ = "turning";
  benchmark::ModelIdentity identity_{"turning", ""};
  benchmark::BestKnown best_known_{};
};

struct Step {
  std::uint8_t operation;
  int epochs;
};

// Suggests one step of its script after the other, whatever the answers.
class Scripted final : public optimizer::Optimizer {
 public:
  explicit Scripted(std::vector<Step> script) : script_(std::move(script)) {}

  void ask(std::size_t, base::Rng&, std::vector<optimizer::Suggestion>& out) override {
    const Step& step = script_[next_++];
    out.push_back({plain(step.operation), step.epochs});
  }
  void tell(const optimizer::Trial&) override {}

 private:
  std::vector<Step> script_;
  std::size_t next_ = 0;
};

study::RunRecord play(const std::vector<Step>& script, const std::function<void(StudySpec&)>& change = {}) {
  static const TurningBenchmark benchmark;
  StudySpec spec;
  spec.evaluations = static_cast<std::int64_t>(script.size());
  if (change) change(spec);
  study::Run run(spec, {0, 0}, benchmark, std::make_unique<Scripted>(script));
  while (!run.done()) {
    run.ask(1);
    REQUIRE(run.tell());
  }
  return run.record();
}

void with_continued_training(StudySpec& spec) { spec.continue_training = true; }

// Simulated seconds after each step where trainings are continued.
std::vector<double> continued_seconds(const std::vector<Step>& script) {
  std::vector<double> seconds;
  for (auto end = script.begin(); end != script.end();)
    seconds.push_back(play({script.begin(), ++end}, with_continued_training).simulated_seconds);
  return seconds;
}

void check_incumbent(const study::Incumbent& incumbent, std::int64_t evaluation, Step step) {
  CHECK(incumbent.evaluation == evaluation);
  CHECK(incumbent.architecture == plain(step.operation));
  CHECK(incumbent.chosen_at == step.epochs);
  CHECK(incumbent.chosen_by_accuracy == TurningBenchmark::accuracy(step.operation, step.epochs));
  CHECK(incumbent.answer.fidelity == 27);
  CHECK(incumbent.answer.val_accuracy == TurningBenchmark::accuracy(step.operation, 27));
}

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

TEST_CASE("the incumbent is the best of the highest fidelity reached, answered for in full") {
  const auto run = play({{2, 3}, {1, 3}, {3, 3}, {3, 9}, {1, 9}, {6, 3}, {2, 9}, {1, 27}, {0, 27}, {4, 27}});
  REQUIRE(run.incumbents.size() == 6);
  check_incumbent(run.incumbents[0], 1, {2, 3});
  check_incumbent(run.incumbents[1], 3, {3, 3});   // 1 at 3 epochs was worse
  check_incumbent(run.incumbents[2], 4, {3, 9});   // the first at 9 epochs replaces those below
  check_incumbent(run.incumbents[3], 5, {1, 9});   // better at 9 epochs, though it ends worse
  check_incumbent(run.incumbents[4], 8, {1, 27});  // 6 at 3 epochs did not count any more
  check_incumbent(run.incumbents[5], 10, {4, 27});
}

TEST_CASE("a tie at one fidelity leaves the earlier incumbent") {
  CHECK(play({{2, 9}, {2, 9}, {3, 9}}).incumbents.size() == 1);
}

TEST_CASE("an incumbent's answer at full fidelity is free of charge and no evaluation") {
  const auto run = play({{2, 3}, {3, 3}});
  CHECK(run.incumbents.size() == 2);
  CHECK(run.evaluations == 2);
  CHECK(run.simulated_seconds == 3 * 3 + 3 * 4);
  CHECK(run.incumbents[1].simulated_seconds == 21);
}

TEST_CASE("every evaluation costs its whole training, a continued one the difference") {
  const std::vector<Step> script = {{1, 3}, {1, 9}, {0, 9}, {1, 27}};
  CHECK(play(script).simulated_seconds == 2 * 3 + 2 * 9 + 1 * 9 + 2 * 27);
  CHECK(continued_seconds(script) == std::vector<double>{6, 18, 27, 27 + 2 * 27 - 2 * 9});
}

TEST_CASE("a continued training never costs less than nothing, and the longest one counts") {
  CHECK(continued_seconds({{1, 9}, {1, 3}, {1, 9}, {1, 27}, {1, 3}}) == std::vector<double>{18, 18, 18, 54, 54});
}

TEST_CASE("a budget of simulated seconds counts what trainings cost") {
  const std::vector<Step> script = {{0, 3}, {0, 9}, {0, 27}, {0, 3}};  // after each 3, 12, 39, 42; continued 3, 9, 27, 27
  const auto evaluations = [&](double seconds, bool continued) {
    const auto run = play(script, [&](auto& spec) {
      spec.simulated_seconds = seconds;
      spec.continue_training = continued;
    });
    return run.evaluations;
  };
  CHECK(evaluations(3, false) == 1);
  CHECK(evaluations(12, false) == 2);
  CHECK(evaluations(12.5, false) == 3);
  CHECK(evaluations(39.5, false) == 4);
  CHECK(evaluations(9, true) == 2);
  CHECK(evaluations(12, true) == 3);
}

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
