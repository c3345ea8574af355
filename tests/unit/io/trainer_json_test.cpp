// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <network/random_task.hpp>
#include <study/cell_size_benchmark.hpp>

#include <cellar/io/json_document.hpp>
#include <cellar/io/trainer_json.hpp>

using namespace cellar;

namespace {

io::Json parsed(const std::string& text) { return *io::parse_json(text); }

}  // namespace

TEST_CASE("every method is listed with all that can be set") {
  const auto list = parsed(io::methods_json());
  REQUIRE(list.size() == oneshot::methods().size());
  CHECK(list[0]["name"] == "darts");
  bool found = false;
  for (const auto& option : list[0]["options"]) found = found || option["name"] == "weight_decay";
  CHECK(found);
}

TEST_CASE("a request for a search is one run of one method") {
  const auto spec = io::parse_search_request(
      R"({"benchmark":"nb1shot1-1","method":{"name":"darts","options":{"epochs":3,"clip":2.5}},"seed":7})");
  REQUIRE(spec);
  CHECK(spec->benchmark == "nb1shot1-1");
  CHECK(spec->methods[0].options[0].value == optimizer::OptionValue(std::int64_t{3}));
  CHECK(spec->methods[0].options[1].value == optimizer::OptionValue(2.5));
  CHECK(spec->runs == 1);
  CHECK(spec->seed == 7);
  CHECK(io::parse_search_request(R"({"benchmark":"b","method":{"name":"darts"},"seed":7})").error().where ==
        "method.options");
  CHECK(!io::parse_search_request("{"));
}

TEST_CASE("a request for a cell has a seed and a length unless it says so") {
  const auto standard = io::parse_cell_request(R"({"benchmark":"fashion-1shot1-1","architecture":"[]"})");
  REQUIRE(standard);
  CHECK(standard->seed == 1);
  CHECK(standard->epochs == 8);
  const auto given = io::parse_cell_request(R"({"benchmark":"b","architecture":"a","seed":3,"epochs":2})");
  CHECK(given->seed == 3);
  CHECK(given->epochs == 2);
  CHECK(io::parse_cell_request(R"({"benchmark":"b","architecture":"a","seed":70000})").error().where == "seed");
  CHECK(io::parse_cell_request(R"({"benchmark":"b","architecture":"a","epochs":0})").error().where == "epochs");
}

TEST_CASE("progress of a search tells new epochs once") {
  const study::CellSizeBenchmark benchmark;
  const auto task = network::test::random_task(64, 32, 16);
  study::OneShotSpec spec;
  spec.methods = {{"darts", {{"epochs", std::int64_t{2}}, {"batch", std::int64_t{16}}, {"validation_images", std::int64_t{16}}}}};
  spec = *study::resolve(spec, benchmark);
  auto run = study::OneShotRun::begin(spec, {0, 0}, benchmark, task);
  REQUIRE(run);
  REQUIRE(run->step());
  auto progress = parsed(io::search_progress_json(*run, 0, benchmark.space()));
  CHECK(progress["step"] == 1);
  CHECK(progress["steps_per_epoch"] == 3);
  CHECK(progress["loss"] > 0);
  CHECK(progress["news"].empty());
  while (!run->done()) REQUIRE(run->step());
  progress = parsed(io::search_progress_json(*run, 1, benchmark.space()));
  CHECK(progress["done"] == true);
  REQUIRE(progress["news"].size() == 1);
  CHECK(progress["news"][0]["epoch"] == 2);
  const auto choice = parsed(io::choice_json(run->search().choice(), benchmark.space()));
  CHECK(choice["operations"].size() == 4);
  CHECK(choice["inputs"].size() == 5);
  CHECK(choice["architecture"] == progress["news"][0]["architecture"]);
}

TEST_CASE("trainings of a row are listed by length and seed, those that are missing left out") {
  table::TrainingResults results;
  results.rows = 2;
  results.images = {100, 200, 400};
  results.series[{8, 2}] = {table::TrainedNetwork{90, 150, 300, 0.5f, 0.625f}, std::nullopt};
  results.series[{8, 1}] = {table::TrainedNetwork::diverged(), table::TrainedNetwork{1, 2, 3, 1.0f, 1.0f}};
  const auto first = parsed(io::trainings_json(results, 0, "cell"));
  CHECK(first["images"]["test"] == 400);
  REQUIRE(first["trainings"].size() == 2);
  CHECK(first["trainings"][0]["seed"] == 1);
  CHECK(first["trainings"][0]["diverged"] == true);
  CHECK(first["trainings"][1]["val_accuracy"] == 0.75);
  CHECK(first["trainings"][1]["test_loss"] == 0.625);
  CHECK(parsed(io::trainings_json(results, 1, "cell"))["trainings"].size() == 1);
}

TEST_CASE("a cell's training is told until its outcome is there") {
  const auto task = network::test::random_task(32, 16, 16);
  auto network = network::make_nb101_network<float>(space::nb101::cell_of(space::nb1shot1::space(1).keys().front()));
  network::TrainingOptions options;
  options.epochs = 1;
  auto training = network::Training::begin(network, task, options, 1);
  REQUIRE(training);
  CHECK(!parsed(io::cell_training_json(*training, 2.5, nullptr)).contains("outcome"));
  const network::TrainingOutcome outcome{{32, 30, 0.1}, {16, 8, 0.25}, {16, 12, 0.5}, 99, 7};
  const auto done = parsed(io::cell_training_json(*training, 0.5, &outcome));
  CHECK(done["done"] == true);
  CHECK(done["outcome"]["val_accuracy"] == 0.5);
  CHECK(done["outcome"]["test_correct"] == 12);
  CHECK(done["outcome"]["macs"] == 99);
}
