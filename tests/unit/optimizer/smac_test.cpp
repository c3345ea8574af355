// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <set>

#include <cellar/optimizer/exchange_search.hpp>
#include <cellar/optimizer/smac.hpp>
#include <cellar/space/nb101.hpp>
#include "optimizer/rare_space.hpp"
#include "optimizer/toy_run.hpp"

using namespace cellar;
using optimizer::ExchangeSearch;
using optimizer::ForestImprovement;
using optimizer::Move;
using optimizer::RandomForest;
using optimizer::Trial;

namespace {

using Values = std::vector<std::uint8_t>;

// Fitted to random cells of NAS-Bench-101, whose parameters have many combinations that are no cell.
ForestImprovement improvement_on_cells(std::vector<Values>& rows, base::Rng& rng) {
  const auto& space = space::nb101::space();
  Values values;
  std::vector<double> targets;
  for (int i = 0; i < 60; ++i) {
    rows.push_back(space.to_parameters(space.sample(rng)));
    values.insert(values.end(), rows.back().begin(), rows.back().end());
    targets.push_back(0.9 + 0.001 * static_cast<double>(std::count(rows.back().begin(), rows.back().end(), 1)));
  }
  return {RandomForest::fit(space.parameters(), values, targets, {}, rng), *std::max_element(targets.begin(), targets.end())};
}

}  // namespace

TEST_CASE("a local search ends at an architecture beside which no other scores higher") {
  const auto& space = space::nb101::space();
  base::Rng rng(1);
  std::vector<Values> rows;
  const auto improvement = improvement_on_cells(rows, rng);
  ExchangeSearch search(space);
  int moved = 0;
  for (const Values& start : rows) {
    const auto found = search.climb(start, improvement, rng);
    moved += found.score > improvement(start) ? 1 : 0;
    CHECK(found.score >= improvement(start));
    CHECK(found.score == improvement(found.values));
    CHECK(space.from_parameters(found.values).has_value());
    for (std::size_t p = 0; p < start.size(); ++p)
      for (int value = 0; value < space.parameters()[p].size; ++value) {
        Values beside = found.values;
        beside[p] = static_cast<std::uint8_t>(value);
        if (space.from_parameters(beside)) CHECK(improvement(beside) <= found.score);
      }
  }
  CHECK(moved > 30);
}

TEST_CASE("SMAC repeats nothing, draws a third at random, and names what its local searches came from") {
  const AdditiveBenchmark toy;
  const auto trials = toy_run(optimizer::kSmac, toy, 1, 300);
  std::set<space::Architecture> asked;
  int random = 0, searched = 0;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const auto& [architecture, fidelity, reason] = trials[i].suggestion;
    CHECK(asked.insert(architecture).second);
    CHECK(fidelity == 98);
    if (i == 0) CHECK(reason.move == Move::random);
    if (reason.move == Move::random) {
      ++random;
      continue;
    }
    REQUIRE(reason.move == Move::model);
    CHECK(*reason.score >= 0);
    if (reason.parent < 0) continue;
    ++searched;
    CHECK(reason.parent < static_cast<std::int64_t>(i));
    CHECK(reason.considered.size() == std::min<std::size_t>(10, i));
    CHECK(std::count(reason.considered.begin(), reason.considered.end(), reason.parent) == 1);
  }
  CHECK(random / 300.0 == doctest::Approx(0.33).epsilon(0.25));  // three standard errors are 0.08
  CHECK(searched > 150);
}

TEST_CASE("eight suggestions of the model come of one forest, best first; with retrain = 1 each of its own") {
  const AdditiveBenchmark toy;
  const auto forests = [&](std::int64_t retrain) {
    const auto searcher = make_optimizer(optimizer::kSmac, toy, {{"retrain", retrain}, {"random", 0.0}});
    base::Rng rng(2);
    std::vector<Trial> trials;
    go_on(*searcher, rng, toy, {.most = 100}, 1 + 6 * 8, trials);
    int rises = 1;  // within one forest's suggestions scores never rise
    for (std::size_t i = 2; i < trials.size(); ++i)
      rises += *trials[i].suggestion.reason.score > *trials[i - 1].suggestion.reason.score ? 1 : 0;
    return rises;
  };
  CHECK(forests(8) <= 6);
  CHECK(forests(1) > 12);
}

TEST_CASE("where the one architecture is known already, SMAC suggests it again") {
  const RareSpace space;
  const auto searcher = optimizer::kSmac.make({&space, {108, 108, "epochs", {}}},
                                              *optimizer::resolve_options(optimizer::kSmac, {}));
  base::Rng rng(1);
  for (int i = 0; i < 5; ++i) {
    std::vector<optimizer::Suggestion> batch;
    searcher->ask(1, rng, batch);
    REQUIRE(batch.size() == 1);
    CHECK(batch[0].architecture == space.sample(rng));
    searcher->tell({batch[0], std::nullopt});
  }
}
