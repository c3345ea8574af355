// SPDX-License-Identifier: Apache-2.0
#include <training/data/open_dataset.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <set>

#include <cellar/benchmark/nb101.hpp>
#include <cellar/benchmark/registry.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <training/data/dataset_file.hpp>
#include <training/label_correction.hpp>

#include "made_up_dataset.hpp"
#include "shipped_file.hpp"

namespace cellar::training {
namespace {

using table::TrainedNetwork;
using table::TrainingResults;

TEST_CASE("the labels of nb301 come corrected, with their sources") {
  const auto bytes = shipped_file("nb301-labels-v1.cellar");
  const auto data = open_dataset(bytes);
  REQUIRE(data);
  const auto labels = read_label_set(bytes);
  CHECK(data->name == "nb301-labels-v1");
  CHECK(data->space == &space::darts::space());
  CHECK(data->size() > 70'000);
  CHECK(data->size() <= labels->architectures.size());
  CHECK(data->source.size() == data->size());
  CHECK(data->runtime_seconds.size() == data->size());
  CHECK(std::set<std::string>(data->source.begin(), data->source.end()) ==
        std::set<std::string>{"de", "held_out", "ls", "parameter_free", "published", "re", "rs"});
  const auto held_out = labels->of("held_out");
  std::vector<std::size_t> published(labels->published.size());
  std::iota(published.begin(), published.end(), std::size_t{0});
  const auto corrected = LabelCorrection(*labels, published).correct(held_out);
  std::size_t i = 0;
  double apart = 0;
  for (std::size_t row = 0; row < data->size(); ++row)
    if (data->source[row] == "held_out") apart = std::max(apart, std::abs(data->val_accuracy[row] - corrected[i++]));
  CHECK(i == held_out.size());
  CHECK(apart <= 0.51e-6);
  CHECK(pack(*data, "1.0.0"));  // distinct, in range
}

// Space 1 with two seeds of 8 epochs and one of 4.
TrainingResults one_shot_results() {
  const auto keys = space::nb1shot1::space(1).keys();
  TrainingResults results;
  results.benchmark = "fashion-1shot1-1";
  results.rows = keys.size();
  results.images = {8000, 10000, 5000};
  results.recipes = {{4, "{}"}, {8, "{}"}};
  results.macs.assign(results.rows, 0);
  for (const auto series : {table::TrainingSeries{4, 1}, {8, 1}, {8, 2}}) results.series[series].resize(results.rows);
  const auto train = [&](table::TrainingSeries series, std::size_t row, TrainedNetwork network) {
    results.series[series][row] = network;
    results.macs[row] = 100'000;
  };
  train({4, 1}, 0, {0, 7000, 3000, 1, 1});  // too short
  train({8, 1}, 1, {0, 8000, 4000, 1, 1});
  train({8, 2}, 1, {0, 8200, 4200, 1, 1});
  train({8, 1}, 2, TrainedNetwork::diverged());
  train({8, 2}, 2, {0, 9000, 4500, 1, 1});
  train({8, 1}, 3, TrainedNetwork::diverged());
  return results;
}

TEST_CASE("each seed of the longest training is a training; diverged ones are left out") {
  const auto data = dataset_of(one_shot_results(), "one-shot");
  REQUIRE(data);
  const auto& space = space::nb1shot1::space(1);
  CHECK(data->space == &space);
  REQUIRE(data->size() == 2);
  CHECK(space.key_of(data->architectures[0]) == space.keys()[1]);
  CHECK(data->trainings == std::vector<std::vector<double>>{{0.8, 0.82}, {0.9}});
  CHECK(data->val_accuracy[0] == doctest::Approx(0.81));
  CHECK(data->test_accuracy[0] == doctest::Approx(0.82));
  CHECK(data->test_accuracy[1] == doctest::Approx(0.9));
  CHECK(data->runtime_seconds[0] == doctest::Approx(100e3 * 2 * 3 * 8000 * 8 / 20e9));
  CHECK(data->source.empty());
  CHECK(pack(*data, "1.0.0"));
}

TEST_CASE("what a model filled in comes only where it is asked for, and is no training") {
  auto results = one_shot_results();
  auto& modelled = results.modelled[8];
  modelled.resize(results.rows);
  for (std::size_t row = 4; row < results.rows; ++row) modelled[row] = {5000, 2500};
  modelled[0] = {6000, 2500};
  CHECK(dataset_of(results, "one-shot")->size() == 2);
  const auto all = dataset_of(results, "one-shot", {.modelled = true});
  REQUIRE(all);
  CHECK(all->size() == results.rows - 1);  // row 3 diverged: neither measured nor modelled
  CHECK(all->val_accuracy[0] == 0.6);
  CHECK(all->trainings[0].empty());
  CHECK(all->trainings[1].size() == 2);
  CHECK(pack(*all, "1.0.0"));
}

TEST_CASE("DARTS cells that were trained keep who asked for them") {
  base::Rng rng(3);
  TrainingResults results;
  results.benchmark = "fashion-darts";
  for (int i = 0; i < 3; ++i) results.architectures.push_back(space::darts::space().sample(rng));
  std::sort(results.architectures.begin(), results.architectures.end());
  results.sources = {"de", "", "rs"};
  results.rows = 3;
  results.images = {8000, 10000, 10000};
  results.recipes = {{8, "{}"}};
  results.macs = {1, 0, 1};
  results.series[{8, 1}] = {TrainedNetwork{0, 5000, 5000, 1, 1}, std::nullopt, TrainedNetwork{0, 6000, 6000, 1, 1}};
  const auto data = open_dataset(*table::pack(results, "darts-cells", "1.0.0"));
  REQUIRE(data);
  CHECK(data->name == "darts-cells");
  CHECK(data->source == std::vector<std::string>{"de", "rs"});
  CHECK(data->architectures == std::vector{results.architectures[0], results.architectures[2]});
}

TEST_CASE("results of unknown benchmarks or other rows are refused") {
  auto results = one_shot_results();
  results.benchmark = "fashion-1shot1-2";
  CHECK(dataset_of(results, "x").error().code == base::ErrorCode::model_damaged);
  results.benchmark = "unheard-of";
  CHECK(dataset_of(results, "x").error().code == base::ErrorCode::unknown_name);
}

TEST_CASE("of a shipped table the measured cells come") {
  const auto bytes = shipped_file("nb1shot1-table-v1.cellar");
  const auto data = open_dataset(bytes);
  REQUIRE(data);
  const auto table = table::Nb101Table::read(bytes);
  std::size_t measured = 0;
  for (std::size_t row = 0; row < table->size(); ++row) measured += table->values(row).measured;
  CHECK(data->size() == measured);
  CHECK(measured > 0);
  CHECK(measured < table->size());
  CHECK(data->space == &space::nb101::space());
  CHECK(data->trainings.empty());
  const auto benchmark = benchmark::make_nb1shot1(3, bytes);
  REQUIRE(benchmark);
  const auto& space = space::nb1shot1::space(3);
  int compared = 0;
  for (std::size_t i = 0; i < data->size(); i += 50) {
    const auto key = space::nb101::find_key(space::nb101::unpack(data->architectures[i]));
    const auto architecture = space.find(*key);
    if (!architecture) continue;
    const auto answer = (*benchmark)->query(*architecture, 108, {});
    CHECK(answer->val_accuracy == data->val_accuracy[i]);
    CHECK(*answer->test_accuracy == data->test_accuracy[i]);
    CHECK(answer->runtime_seconds == doctest::Approx(data->runtime_seconds[i]));
    ++compared;
  }
  CHECK(compared > 10);
  CHECK(open_dataset(bytes, {.modelled = true})->size() == table->size());
}

TEST_CASE("the repeats of a table that has them are trainings") {
  const auto key = *space::nb101::find_key(space::nb101::unpack([] {
    base::Rng rng(1);
    return space::nb101::space().sample(rng);
  }()));
  table::Nb101Row row{key, {}};
  row.values.measured = true;
  table::Nb101RepeatColumns repeats;
  repeats.back() = {table::Nb101Repeats{{{9000, 8000, 1000}, {9300, 8300, 2000}, {9600, 8600, 3000}}}};
  const auto bytes = table::write_nb101_table("repeated", "1.0.0", std::vector{row}, false, repeats);
  REQUIRE(bytes);
  const auto data = open_dataset(*bytes);
  REQUIRE(data);
  REQUIRE(data->size() == 1);
  CHECK(data->val_accuracy[0] == doctest::Approx(9300.0 / 9984));
  CHECK(data->test_accuracy[0] == doctest::Approx(8300.0 / 9984));
  CHECK(data->runtime_seconds[0] == doctest::Approx(2.0));
  CHECK(data->trainings[0].size() == 3);
  CHECK(pack(*data, "1.0.0"));
}

TEST_CASE("a data set's own file opens, any other kind is refused") {
  const auto data = made_up_dataset(space::darts::space(), 5, {"rs"}, 1);
  CHECK(open_dataset(*pack(data, "1.0.0"))->val_accuracy == data.val_accuracy);
  CHECK(open_dataset(shipped_file("nb301-trees-v1.cellar")).error().code == base::ErrorCode::invalid_argument);
  CHECK(open_dataset({}).error().code == base::ErrorCode::model_damaged);
}

}  // namespace
}  // namespace cellar::training
