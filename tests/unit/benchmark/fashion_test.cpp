// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/fashion.hpp>

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <optional>
#include <set>

#include <cellar/base/sha256.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <cellar/table/training_results.hpp>
#include "shipped_file.hpp"

namespace cellar::benchmark {
namespace {

using space::nb101::Key;
using table::TrainedNetwork;
using table::TrainingResults;

const space::nb1shot1::OneShotSpace& space_of(int number) { return space::nb1shot1::space(number); }

space::nb101::NetworkSize size_of(Key key) {
  return network_size(space::nb101::cell_of(key), space::nb101::NetworkConfig::fashion());
}

TrainedNetwork trained(int val, int test) {
  return {100, static_cast<std::uint16_t>(val), static_cast<std::uint16_t>(test), 0.5f, 0.6f};
}

// No cell is trained yet.
TrainingResults empty_results(int number) {
  const auto keys = space_of(number).keys();
  TrainingResults results;
  results.benchmark = "fashion-1shot1-" + std::to_string(number);
  results.rows = keys.size();
  results.images = {8000, 10000, 9000};
  for (const Key key : keys) results.macs.push_back(static_cast<std::uint32_t>(size_of(key).macs));
  return results;
}

void add_series(TrainingResults& results, int epochs, std::uint16_t seed) {
  results.recipes[epochs] = "{}";
  results.series[{epochs, seed}].resize(results.rows);
}

// Every cell with one seed, better row by row, except for the best in the middle.
TrainingResults full_results(int number) {
  TrainingResults results = empty_results(number);
  add_series(results, 8, 1);
  auto& column = results.series[{8, 1}];
  for (std::size_t row = 0; row < results.rows; ++row)
    column[row] = trained(2000 + static_cast<int>(row % 7000), static_cast<int>(row % 8000));
  column[results.rows / 2] = trained(9500, 100);
  return results;
}

// Three cells: one with three seeds, one that diverged with one of two, one modelled.
TrainingResults small_results() {
  TrainingResults results = empty_results(1);
  for (std::uint16_t seed = 1; seed <= 3; ++seed) add_series(results, 8, seed);
  results.series[{8, 1}][0] = trained(8000, 7000);
  results.series[{8, 2}][0] = trained(8300, 7100);
  results.series[{8, 3}][0] = trained(8300, 7200);
  results.series[{8, 1}][1] = trained(8000, 7000);
  results.series[{8, 3}][1] = TrainedNetwork::diverged();
  return results;
}

std::vector<std::uint8_t> bytes_of(const TrainingResults& results) { return *pack(results, "made-v1", "1.0.0"); }

std::unique_ptr<Benchmark> made(const TrainingResults& results, int number = 1) {
  auto benchmark = make_fashion_one_shot(number, bytes_of(results));
  REQUIRE(benchmark);
  return *std::move(benchmark);
}

space::Architecture of_row(std::size_t row, int number = 1) {
  return *space_of(number).find(space_of(number).keys()[row]);
}

const Benchmark& shipped() {
  static const auto benchmark = make_fashion_one_shot(1, shipped_file("fashion-1shot1-1-v1.cellar"));
  REQUIRE(benchmark);
  return **benchmark;
}

TEST_CASE("a file of each space becomes its benchmark, and all cells measured have an optimum") {
  base::Rng rng(1);
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    const auto benchmark = made(full_results(number), number);
    CHECK(benchmark->name() == "fashion-1shot1-" + std::to_string(number));
    CHECK(&benchmark->space() == &space_of(number));
    CHECK(benchmark->model().name == "made-v1");
    const auto& best = benchmark->best_known();
    CHECK(best.is_optimum);
    CHECK(best.val_accuracy == 0.95);
    CHECK(space_of(number).key_of(best.architecture) == space_of(number).keys()[space_of(number).keys().size() / 2]);
    CHECK(*best.test_accuracy > 0.2);  // of another cell
    for (int i = 0; i < 200; ++i) {
      const auto answer = benchmark->query(benchmark->space().sample(rng), 8, {});
      REQUIRE(answer);
      CHECK(answer->flags == (kMeasured | kNominalTime));
      CHECK(answer->val_accuracy <= best.val_accuracy);
    }
  }
}

TEST_CASE("an answer is the mean of the seeds with their spread, and a diverged one counts as no right image") {
  const auto benchmark = made(small_results());
  const auto first = *benchmark->query(of_row(0), 8, {});
  CHECK(first.val_accuracy == doctest::Approx(0.82));
  CHECK(*first.test_accuracy == doctest::Approx(7100.0 / 9000));
  CHECK(*first.val_accuracy_sd == doctest::Approx(0.01 * std::sqrt(2.0)));  // of -2, 1, 1 points
  CHECK(first.fidelity == 8);
  const auto second = *benchmark->query(of_row(1), 8, {});
  CHECK(second.val_accuracy == doctest::Approx(0.4));
  CHECK(*second.val_accuracy_sd == doctest::Approx(0.4));
  CHECK_FALSE(benchmark->best_known().is_optimum);
  CHECK_FALSE(benchmark->best_known().test_accuracy);
  CHECK(benchmark->best_known().val_accuracy == first.val_accuracy);
}

TEST_CASE("with noise asked for, the answer is one of the seeds, fixed by the noise's seed") {
  const auto benchmark = made(small_results());
  std::set<double> drawn;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto answer = *benchmark->query(of_row(0), 8, {seed});
    CHECK(answer.flags == (kMeasured | kNoisy | kNominalTime));
    CHECK_FALSE(answer.val_accuracy_sd);
    CHECK(answer.val_accuracy == benchmark->query(of_row(0), 8, {seed})->val_accuracy);
    drawn.insert(*answer.test_accuracy);
  }
  CHECK(drawn == std::set<double>{7000.0 / 9000, 7100.0 / 9000, 7200.0 / 9000});
}

TEST_CASE("a cell that was not trained is refused until a model answers for it") {
  TrainingResults results = small_results();
  const auto refused = made(results)->query(of_row(2), 8, {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == base::ErrorCode::out_of_space);
  auto& modelled = results.modelled[8];
  modelled.resize(results.rows);
  for (std::size_t row = 2; row < results.rows; ++row) modelled[row] = table::ModelledCounts{7500, 4500};
  modelled[5]->val_correct = 9000;
  const auto benchmark = made(results);
  const auto answer = *benchmark->query(of_row(2), 8, {7});
  CHECK(answer.val_accuracy == 0.75);
  CHECK(*answer.test_accuracy == 0.5);
  CHECK(answer.flags == (kModelled | kNominalTime));  // a model has no noise
  CHECK(benchmark->query(of_row(0), 8, {})->flags == (kMeasured | kNominalTime));
  CHECK(benchmark->best_known().val_accuracy == 0.9);
  CHECK_FALSE(benchmark->best_known().is_optimum);
}

TEST_CASE("the epochs on offer are those that were trained, and each is its own training") {
  TrainingResults results = small_results();
  add_series(results, 2, 1);
  results.series[{2, 1}][0] = trained(5000, 4000);
  const auto benchmark = made(results);
  CHECK(benchmark->fidelities().steps == std::vector<int>{2, 8});
  CHECK(benchmark->fidelities().max == 8);
  CHECK(benchmark->query(of_row(0), 2, {})->val_accuracy == 0.5);
  CHECK(benchmark->query(of_row(1), 2, {}).error().code == base::ErrorCode::out_of_space);
  for (const int epochs : {0, 1, 4, 9})
    CHECK(benchmark->query(of_row(0), epochs, {}).error().code == base::ErrorCode::unsupported_fidelity);
}

TEST_CASE("time is the arithmetic of the training at the nominal speed") {
  const auto benchmark = made(small_results());
  const auto answer = *benchmark->query(of_row(0), 8, {});
  const auto size = size_of(space_of(1).keys()[0]);
  CHECK(answer.macs == size.macs);
  CHECK(answer.parameters == size.parameters);
  CHECK(answer.runtime_seconds == doctest::Approx(6.0 * static_cast<double>(size.macs) * 8000 * 8 / 20e9));
}

// A made-up file, so that the hash outlives every new training.
TEST_CASE("answers have the same bits on every build") {
  TrainingResults results = full_results(1);
  add_series(results, 8, 2);
  base::Rng rng(8);
  for (auto& row : results.series[{8, 2}]) {
    if (rng.below(3) == 0) continue;
    const auto val = static_cast<int>(rng.below(10'000));
    row = trained(val, static_cast<int>(rng.below(9'000)));
  }
  const auto benchmark = made(results);
  base::Sha256 hash;
  for (std::size_t row = 0; row < results.rows; ++row)
    for (const std::optional<std::uint64_t> noise : {std::optional<std::uint64_t>(), {row}}) {
      const auto answer = *benchmark->query(of_row(row), 8, {noise});
      for (const double value : {answer.val_accuracy, answer.val_accuracy_sd.value_or(-1), *answer.test_accuracy,
                                 answer.runtime_seconds}) {
        const auto bytes = std::bit_cast<std::array<std::uint8_t, sizeof value>>(value);
        hash.update(bytes);
      }
    }
  CHECK(base::to_hex(hash.digest()).substr(0, 16) == "a9dcf11c1f38b59d");
}

TEST_CASE("a batch gives the answers one by one, with noise too") {
  const auto benchmark = made(small_results());
  const std::vector<space::Architecture> architectures = {of_row(1), of_row(0), of_row(0)};
  const std::vector<std::uint64_t> seeds = {4, 5, 6};
  const auto batch = benchmark->query_batch(architectures, 8, seeds);
  REQUIRE(batch);
  for (std::size_t i = 0; i < seeds.size(); ++i)
    CHECK((*batch)[i].val_accuracy == benchmark->query(architectures[i], 8, {seeds[i]})->val_accuracy);
  CHECK_FALSE(benchmark->query_batch(std::vector{of_row(0), of_row(2)}, 8, {}));
}

TEST_CASE("files of another benchmark or network are refused") {
  const auto complaint = [](const TrainingResults& results, int number) {
    const auto benchmark = make_fashion_one_shot(number, bytes_of(results));
    REQUIRE_FALSE(benchmark);
    CHECK(benchmark.error().code == base::ErrorCode::model_damaged);
    return benchmark.error().text();
  };
  CHECK(complaint(small_results(), 2).find("is of fashion-1shot1-1, not of fashion-1shot1-2") != std::string::npos);
  TrainingResults results = small_results();
  results.macs[1] += 1;
  CHECK(complaint(results, 1).find("another network") != std::string::npos);
  results = small_results();
  results.macs.push_back(0);
  for (auto& [series, column] : results.series) column.emplace_back();
  ++results.rows;
  CHECK(complaint(results, 1).find("other rows") != std::string::npos);
  results = small_results();
  add_series(results, 16, 1);
  CHECK(complaint(results, 1).find("no training of 16 epochs") != std::string::npos);
  CHECK_FALSE(make_fashion_one_shot(1, shipped_file("nb1shot1-table-v1.cellar")));
}

TEST_CASE("every cell of the shipped file was trained, so that the optimum is known") {
  CHECK(shipped().best_known().is_optimum);
  CHECK(*shipped().best_known().test_accuracy > 0.84);
  CHECK(shipped().fidelities().max == 8);
  for (std::size_t row = 0; row < space_of(1).keys().size(); ++row) {
    const auto answer = shipped().query(of_row(row), 8, {});
    REQUIRE(answer);
    CHECK(answer->flags == (kMeasured | kNominalTime));
    CHECK(answer->val_accuracy > 0.3);
    CHECK(answer->val_accuracy <= shipped().best_known().val_accuracy);
  }
}

}  // namespace
}  // namespace cellar::benchmark
