// SPDX-License-Identifier: Apache-2.0
#include <training/fashion_fit.hpp>

#include <doctest/doctest.h>

#include <cmath>

#include <cellar/base/rng.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <training/series_figures.hpp>

namespace cellar::training {
namespace {

using table::TrainedNetwork;
using table::TrainingResults;

const PhaseProgress kSilent = [](std::string_view, int, int) {};

// Accuracy grows with the logarithm of the multiply-adds: between 7,000 and 9,000 images.
std::uint16_t val_correct(std::uint32_t macs) {
  return static_cast<std::uint16_t>(7000 + 500 * std::log(macs / 10e3));
}

// Every k-th cell in a random order is trained for 8 epochs; test accuracies are 100 images below.
TrainingResults partly_trained(std::size_t k) {
  const auto keys = space::nb1shot1::space(1).keys();
  TrainingResults results;
  results.benchmark = "fashion-1shot1-1";
  results.rows = keys.size();
  results.images = {8000, 10000, 10000};
  results.recipes = {{8, "{}"}};
  auto& column = results.series[{8, 1}];
  column.resize(keys.size());
  base::Rng rng(1);
  for (std::size_t row = 0; row < keys.size(); ++row) {
    const auto size = network_size(space::nb101::cell_of(keys[row]), space::nb101::NetworkConfig::fashion());
    results.macs.push_back(static_cast<std::uint32_t>(size.macs));
    const std::uint16_t val = val_correct(results.macs.back());
    if (rng.below(static_cast<std::uint32_t>(k)) == 0)
      column[row] = TrainedNetwork{0, val, static_cast<std::uint16_t>(val - 100), 0.5f, 0.5f};
  }
  return results;
}

TEST_CASE("cells that were not trained are modelled, and only they") {
  TrainingResults results = partly_trained(8);
  REQUIRE(model_untrained_cells(results, 1, kSilent));
  const auto trained = rows_trained(results, 8);
  const auto& column = results.modelled.at(8);
  double worst = 0;
  for (std::size_t row = 0; row < results.rows; ++row) {
    REQUIRE(column[row].has_value() != trained[row]);
    if (trained[row]) continue;
    worst = std::max(worst, std::abs(column[row]->val_correct - 1.0 * val_correct(results.macs[row])));
    CHECK(std::abs(column[row]->val_correct - column[row]->test_correct - 100) < 60);
  }
  CHECK(worst < 400);  // of values that lie 1,500 apart

  TrainingResults again = partly_trained(8);
  REQUIRE(model_untrained_cells(again, 2, kSilent));
  CHECK(again == results);
}

TEST_CASE("nothing is modelled where every cell is trained") {
  TrainingResults results = partly_trained(1);
  results.modelled[8].resize(results.rows);
  REQUIRE(model_untrained_cells(results, 1, kSilent));
  CHECK(results.modelled.empty());
}

TEST_CASE("too few trainings, and results of other rows, are refused") {
  TrainingResults results = partly_trained(100);
  const auto few = model_untrained_cells(results, 1, kSilent);
  REQUIRE_FALSE(few);
  CHECK(few.error().code == base::ErrorCode::invalid_argument);
  CHECK(few.error().text().find("at least 100") != std::string::npos);
  results.benchmark = "fashion-1shot1-2";
  CHECK(model_untrained_cells(results, 1, kSilent).error().code == base::ErrorCode::mismatch);
}

TEST_CASE("held-out figures are of cells that no model saw") {
  const auto figures = evaluate_fashion_model(partly_trained(6), 3, 1, kSilent);
  REQUIRE(figures);
  CHECK(figures->random_folds.val.spearman > 0.98);
  CHECK(figures->random_folds.val.rmse < 0.01);
  CHECK(figures->random_folds.test.spearman == doctest::Approx(figures->random_folds.val.spearman).epsilon(0.01));
  // Trees say nothing about cells larger than any they saw.
  CHECK(figures->later_half.val.rmse > figures->random_folds.val.rmse);
}

TEST_CASE("series are counted with their diverged trainings, and pairs of seeds over the cells of both") {
  TrainingResults results = partly_trained(1);
  auto& second = results.series[{8, 2}];
  second = results.series[{8, 1}];
  for (std::size_t row = 20; row < second.size(); ++row) second[row].reset();
  second[0] = TrainedNetwork::diverged();
  results.series[{8, 3}].resize(results.rows);
  const auto all = series_figures(results);
  REQUIRE(all.size() == 2);
  CHECK(all[0].trained == results.rows);
  CHECK(all[1].trained == 20);
  CHECK(all[1].diverged == 1);
  CHECK(all[0].val_accuracy == doctest::Approx(all[0].test_accuracy + 0.01));
  const auto pairs = seed_pair_figures(results);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].cells == 20);
  CHECK(pairs[0].first == 1);
  CHECK(pairs[0].second == 2);
  CHECK(pairs[0].spearman > 0.7);
  CHECK(pairs[0].spearman < 1);
}

}  // namespace
}  // namespace cellar::training
