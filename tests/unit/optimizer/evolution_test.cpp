// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include <cellar/optimizer/evolution.hpp>
#include "optimizer/toy_run.hpp"

using namespace cellar;
using optimizer::Trial;

namespace {

constexpr std::size_t kPopulation = 12;
constexpr std::size_t kTournament = 4;

double value(std::span<const Trial> trials, std::int64_t number) {
  return trials[static_cast<std::size_t>(number)].evaluation->val_accuracy;
}

// Follows a run with every 7th evaluation failing: `leaves` says who makes room for the child of a tournament.
template <class Leaves>
void check_population(std::string removal, Leaves leaves) {
  const AdditiveBenchmark toy;
  const auto searcher = make_optimizer(optimizer::kEvolution, toy,
                                       {{"population", std::int64_t{kPopulation}},
                                        {"tournament", std::int64_t{kTournament}},
                                        {"removal", std::move(removal)}});
  base::Rng rng(6);
  std::vector<Trial> trials;
  std::vector<std::int64_t> alive;
  while (trials.size() < 300) {
    const auto before = trials.size();
    go_on(*searcher, rng, toy, {.fail_every = 7}, before + 1, trials);
    const auto& child = trials.back();
    const auto& tournament = child.suggestion.reason.considered;
    if (before >= kPopulation) {
      REQUIRE(tournament.size() == kTournament);
      double best = 0;
      for (const auto member : tournament) {
        CHECK(std::find(alive.begin(), alive.end(), member) != alive.end());
        best = std::max(best, value(trials, member));
      }
      CHECK(value(trials, child.suggestion.reason.parent) == best);
      const auto& parent = trials[static_cast<std::size_t>(child.suggestion.reason.parent)].suggestion;
      const auto around = toy.space().neighbours(parent.architecture);
      CHECK(std::find(around.begin(), around.end(), child.suggestion.architecture) != around.end());
    }
    if (!child.evaluation) continue;
    alive.push_back(static_cast<std::int64_t>(before));
    if (alive.size() > kPopulation) std::erase(alive, leaves(trials, alive, tournament));
    CHECK(searcher->members() == alive);
  }
}

}  // namespace

TEST_CASE("every child is one edit away from the best of a tournament, and the oldest dies") {
  check_population("oldest", [](const auto&, const auto& alive, const auto&) { return alive.front(); });
}

TEST_CASE("in evolution without ageing the worst of the tournament dies, of equals the first drawn") {
  check_population("worst", [](const auto& trials, const auto&, const auto& tournament) {
    return *std::min_element(tournament.begin(), tournament.end(),
                             [&](auto a, auto b) { return value(trials, a) < value(trials, b); });
  });
}
