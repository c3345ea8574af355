// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <network/random_task.hpp>
#include <study/cell_size_benchmark.hpp>
#include <study/two_runs.hpp>

#include <cellar/benchmark/fashion.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/study/anytime.hpp>
#include <cellar/study/one_shot.hpp>

using namespace cellar;
using namespace cellar::study;
using base::ErrorCode;

namespace {

const network::ImageTask& task() {
  static const network::ImageTask task = network::test::random_task(64, 32, 16);
  return task;
}

OneShotSpec small_spec(const benchmark::Benchmark& benchmark) {
  OneShotSpec spec;
  for (const char* name : {"darts", "gdas"})
    spec.methods.push_back({name, {{"epochs", std::int64_t{2}}, {"batch", std::int64_t{16}},
                                   {"validation_images", std::int64_t{32}}}});
  spec.runs = 2;
  spec.correlation = {5, 1};
  return *resolve(spec, benchmark);
}

OneShotRunRecord finished(const OneShotSpec& spec, RunKey key, const benchmark::Benchmark& benchmark) {
  auto run = OneShotRun::begin(spec, key, benchmark, task());
  REQUIRE(run);
  while (!run->done()) REQUIRE(run->step());
  return run->record();
}

}  // namespace

TEST_CASE("every epoch's choice is looked up, and costs the search so far and its own training") {
  const CellSizeBenchmark benchmark;
  const OneShotSpec spec = small_spec(benchmark);
  const OneShotRunRecord run = finished(spec, {0, 0}, benchmark);
  CHECK(run.failure.empty());
  REQUIRE(run.epochs.size() == 2);
  for (const OneShotEpoch& epoch : run.epochs) {
    const auto answer = benchmark.query(epoch.report.choice.architecture, 8, {});
    CHECK(epoch.answer.val_accuracy == answer->val_accuracy);
    CHECK(epoch.simulated_seconds == epoch.report.operations / benchmark::kNominalOperations + 10);
    REQUIRE(epoch.rank_correlation);
    CHECK(std::abs(*epoch.rank_correlation) <= 1);
  }
}

TEST_CASE("rankings are looked at as often as asked, and change no search") {
  const CellSizeBenchmark benchmark;
  OneShotSpec spec = small_spec(benchmark);
  const auto every = finished(spec, {1, 0}, benchmark);
  spec.correlation = {5, 2};
  const auto last = finished(spec, {1, 0}, benchmark);
  CHECK(!last.epochs[0].rank_correlation);
  CHECK(last.epochs[1].rank_correlation == every.epochs[1].rank_correlation);
  spec.correlation = {};
  const auto never = finished(spec, {1, 0}, benchmark);
  CHECK(!never.epochs[1].rank_correlation);
  CHECK(never.epochs[1].report.operations == every.epochs[1].report.operations);
  CHECK(never.epochs[1].report.train_loss == every.epochs[1].report.train_loss);
}

TEST_CASE("run r begins alike for every method, and runs differ") {
  const CellSizeBenchmark benchmark;
  OneShotSpec spec = small_spec(benchmark);
  spec.methods = {spec.methods[0], spec.methods[0]};
  CHECK(finished(spec, {0, 1}, benchmark).epochs[1].report.train_loss ==
        finished(spec, {1, 1}, benchmark).epochs[1].report.train_loss);
  CHECK(finished(spec, {0, 0}, benchmark).epochs[1].report.train_loss !=
        finished(spec, {0, 1}, benchmark).epochs[1].report.train_loss);
}

TEST_CASE("a run whose loss is no number keeps its epochs and says why") {
  const CellSizeBenchmark benchmark;
  OneShotSpec spec = small_spec(benchmark);
  for (auto& option : spec.methods[0].options)
    if (option.name == "learning_rate") option.value = 1e30;
  const auto run = finished(spec, {0, 0}, benchmark);
  CHECK(run.epochs.size() < 2);
  CHECK(run.failure.find("no longer a number") != std::string::npos);
}

TEST_CASE("as a study, a method is an optimizer and an epoch an evaluation") {
  const CellSizeBenchmark benchmark;
  OneShotRecord record = begin_record(small_spec(benchmark), benchmark, task(), "sha");
  for (std::size_t method = 0; method < 2; ++method)
    for (int run = 0; run < 2; ++run) record.runs.push_back(finished(record.spec, {method, run}, benchmark));
  const StudyRecord study = as_study(record);
  CHECK(study.spec.optimizers[1].name == "gdas");
  CHECK(study.spec.optimizers[1].options.size() == 3);  // those that are not at their defaults
  CHECK(study.spec.evaluations == 2);
  REQUIRE(study.runs.size() == 4);
  CHECK(study.runs[3].key() == RunKey{1, 1});
  CHECK(study.runs[3].incumbents.back().answer.val_accuracy == record.runs[3].epochs.back().answer.val_accuracy);
  REQUIRE(study.optimum);
  CHECK(anytime_curves(study, CurveAxis::evaluations, Measure::test_regret, known_optimum(study)).size() == 2);
}

TEST_CASE("studies of one benchmark stand side by side") {
  StudyRecord first = two_runs(), second = two_runs();
  second.spec.optimizers = {{"re", {}}};
  second.spec.evaluations = 20;
  const std::vector<StudyRecord> both = {first, second};
  const auto joined = side_by_side(both);
  REQUIRE(joined);
  CHECK(joined->spec.optimizers.size() == 2);
  CHECK(joined->spec.evaluations == 20);
  REQUIRE(joined->runs.size() == 4);
  CHECK(joined->runs[2].optimizer == 1);
  second.model.name = "another";
  const std::vector<StudyRecord> different = {first, second};
  CHECK(side_by_side(different).error().code == ErrorCode::mismatch);
}

TEST_CASE("what a one-shot study cannot be is named") {
  const CellSizeBenchmark benchmark;
  OneShotSpec spec = small_spec(benchmark);
  spec.methods.push_back(spec.methods[0]);
  CHECK(resolve(spec, benchmark).error().where == "methods");
  CHECK(resolve(OneShotSpec{}, benchmark).error().where == "methods");
  spec = small_spec(benchmark);
  spec.runs = 0;
  CHECK(resolve(spec, benchmark).error().where == "runs");
  spec = small_spec(benchmark);
  spec.correlation.every = 0;
  CHECK(resolve(spec, benchmark).error().where == "correlation");
  const CellSizeBenchmark cells(space::darts::space());
  CHECK(resolve(small_spec(benchmark), cells).error().where == "benchmark");
}
