// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include <cellar/optimizer/local_search.hpp>
#include <cellar/space/nb1shot1.hpp>
#include "optimizer/toy_run.hpp"

using namespace cellar;
using optimizer::Trial;

namespace {

std::vector<Trial> search(const AdditiveBenchmark& toy, std::vector<optimizer::NamedOption> options,
                          std::size_t evaluations) {
  const auto searcher = make_optimizer(optimizer::kLocalSearch, toy, std::move(options));
  base::Rng rng(5);
  std::vector<Trial> trials;
  go_on(*searcher, rng, toy, {.most = 1000}, evaluations, trials);
  return trials;
}

double value(const Trial& trial) { return trial.evaluation->val_accuracy; }

std::int64_t parent(const Trial& trial) { return trial.suggestion.reason.parent; }

}  // namespace

TEST_CASE("local search looks at a whole neighbourhood, moves to its best, never evaluates twice before a restart") {
  const AdditiveBenchmark toy;
  const auto searcher = make_optimizer(optimizer::kLocalSearch, toy);
  base::Rng rng(5);
  const auto ask = [&](std::size_t most) {
    std::vector<optimizer::Suggestion> batch;
    searcher->ask(most, rng, batch);
    for (const auto& suggestion : batch)
      searcher->tell({suggestion, *toy.query(suggestion.architecture, suggestion.fidelity, {})});
    return batch;
  };
  const auto accuracy = [&](const space::Architecture& a) { return toy.query(a, 98, {})->val_accuracy; };

  const auto start = ask(1000);
  REQUIRE(start.size() == 1);
  space::Architecture centre = start[0].architecture;
  std::set<space::Architecture> asked = {centre};
  for (int move = 0; move < 3; ++move) {
    const auto around = toy.space().neighbours(centre);
    const auto batch = ask(1000);
    for (const auto& suggestion : batch) {
      CHECK(std::find(around.begin(), around.end(), suggestion.architecture) != around.end());
      CHECK(asked.insert(suggestion.architecture).second);
    }
    space::Architecture best = centre;
    for (const auto& neighbour : around) {
      CHECK(asked.contains(neighbour));
      if (accuracy(neighbour) > accuracy(best)) best = neighbour;
    }
    REQUIRE(best != centre);
    centre = best;
  }
}

TEST_CASE("a start is the best of its random samples") {
  const auto trials = search(AdditiveBenchmark(), {{"start_samples", std::int64_t{10}}}, 12);
  const auto best = std::max_element(trials.begin(), trials.begin() + 10,
                                     [](const auto& a, const auto& b) { return value(a) < value(b); });
  for (std::size_t i = 0; i < 10; ++i) CHECK(trials[i].suggestion.reason.move == optimizer::Move::random);
  CHECK(trials[10].suggestion.reason.move == optimizer::Move::neighbour);
  CHECK(parent(trials[10]) == best - trials.begin());
}

TEST_CASE("first improvement moves as soon as a neighbour is better, and looks at them in random order") {
  const AdditiveBenchmark toy;
  const auto trials = search(toy, {{"improvement", "first"}}, 80);
  int moves = 0;
  for (std::size_t i = 2; i < trials.size(); ++i) {
    const std::int64_t centre = parent(trials[i - 1]);
    const bool is_better = value(trials[i - 1]) > value(trials[static_cast<std::size_t>(centre)]);
    CHECK(parent(trials[i]) == (is_better ? static_cast<std::int64_t>(i) - 1 : centre));
    moves += is_better ? 1 : 0;
  }
  CHECK(moves > 5);
  CHECK(trials[1].suggestion.architecture != toy.space().neighbours(trials[0].suggestion.architecture)[0]);
}

TEST_CASE("continuing goes on from the best architecture whose neighbours are unknown, and never restarts") {
  const AdditiveBenchmark toy(space::nb1shot1::space(2));
  for (const std::string improvement : {"best", "first"}) {
    CAPTURE(improvement);
    const auto trials = search(toy, {{"improvement", improvement}, {"at_minimum", "continue"}}, 600);
    std::set<std::int64_t> centres = {0};
    std::set<space::Architecture> known = {trials[0].suggestion.architecture, trials[1].suggestion.architecture};
    int steps_down = 0;
    for (std::size_t i = 2; i < trials.size(); ++i) {
      CHECK(trials[i].suggestion.reason.move == optimizer::Move::neighbour);
      const auto centre = static_cast<std::size_t>(parent(trials[i]));
      const auto before = static_cast<std::size_t>(parent(trials[i - 1]));
      if (centre != before) {
        CHECK(centres.insert(parent(trials[i])).second);
        steps_down += value(trials[centre]) < value(trials[before]) ? 1 : 0;
        for (std::size_t other = 0; other < i; ++other) {
          if (value(trials[other]) <= value(trials[centre])) continue;
          if (centres.contains(static_cast<std::int64_t>(other))) continue;
          // Better, and never seen as a centre: all its neighbours were known by then.
          for (const auto& neighbour : toy.space().neighbours(trials[other].suggestion.architecture))
            CHECK(known.contains(neighbour));
        }
      }
      known.insert(trials[i].suggestion.architecture);
    }
    CHECK(steps_down > 0);
  }
}

TEST_CASE("a known better neighbour is moved to without another evaluation") {
  const AdditiveBenchmark toy(space::nb1shot1::space(1));
  for (const std::string improvement : {"best", "first"}) {
    const auto trials = search(toy, {{"improvement", improvement}}, 2000);
    std::set<space::Architecture> seen;
    for (const Trial& trial : trials) {
      const bool is_new = seen.insert(trial.suggestion.architecture).second;
      CHECK((is_new || trial.suggestion.reason.move == optimizer::Move::random));
    }
  }
}
