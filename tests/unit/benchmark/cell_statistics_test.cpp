// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cellar/benchmark/cell_statistics.hpp>
#include "shipped_file.hpp"

using namespace cellar;

TEST_CASE("the spaces have the cells and the measured ones that the card says") {
  const auto file = shipped_file("nb1shot1-table-v1.cellar");
  const auto cells = [&](const char* name) { return benchmark::cell_statistics(name, file)->cells; };
  CHECK(cells("nb1shot1-1") == 2'685);
  CHECK(benchmark::cell_statistics("nb1shot1-1", file)->epochs == 108);
  CHECK(cells("nb1shot1-2") == 7'773);
  CHECK(cells("nb1shot1-3") == 55'854);
  const auto whole = benchmark::cell_statistics("nb101", shipped_file("nb101-table-v1.cellar"));
  REQUIRE(whole);
  CHECK(whole->cells == 423'624);
  CHECK(whole->measured == 20'001);
  CHECK(whole->test_accuracy.quantiles.back() == doctest::Approx(9451.0 / 9984));  // published maximum 0.94661
  CHECK(whole->test_accuracy.mean == doctest::Approx(0.89680).epsilon(0.00005));   // published mean
}

TEST_CASE("quantiles ascend, and a share of the cells is near the optimum") {
  const auto statistics = benchmark::cell_statistics("nb1shot1-1", shipped_file("nb1shot1-table-v1.cellar"));
  REQUIRE(statistics);
  for (const auto* accuracy : {&statistics->val_accuracy, &statistics->test_accuracy}) {
    for (std::size_t i = 1; i < accuracy->quantiles.size(); ++i) CHECK(accuracy->quantiles[i] >= accuracy->quantiles[i - 1]);
    CHECK(accuracy->near_optimum > 0);
    CHECK(accuracy->near_optimum < 0.1);
  }
}

TEST_CASE("the mean of the really trained space is near that of its pilot study, 79.6 %") {
  const auto statistics = benchmark::cell_statistics("fashion-1shot1-1", shipped_file("fashion-1shot1-1-v1.cellar"));
  REQUIRE(statistics);
  CHECK(statistics->epochs == 8);
  CHECK(statistics->cells == 2'685);
  CHECK(statistics->measured == 2'685);
  CHECK(statistics->val_accuracy.mean == doctest::Approx(0.796).epsilon(0.01));
}

TEST_CASE("a benchmark without a table, and a table of another benchmark, are refused") {
  const auto file = shipped_file("nb1shot1-table-v1.cellar");
  CHECK(benchmark::cell_statistics("fashion-1shot1-1", file).error().code == base::ErrorCode::model_damaged);
  CHECK(benchmark::cell_statistics("nb301", file).error().code == base::ErrorCode::unknown_name);
  CHECK(!benchmark::paper_constants("nb101"));
  CHECK(benchmark::paper_constants("nb1shot1-2")->val_accuracy == doctest::Approx(0.9484175));
}
