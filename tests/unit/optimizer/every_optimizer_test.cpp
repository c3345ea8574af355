// SPDX-License-Identifier: Apache-2.0
// What every optimizer promises, on one space of each benchmark. A new one is covered by being listed.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

#include <cellar/space/nb101.hpp>
#include <cellar/space/nb1shot1.hpp>
#include "optimizer/toy_run.hpp"

using namespace cellar;
using optimizer::Move;
using optimizer::OptimizerInfo;
using optimizer::Suggestion;
using optimizer::Trial;

namespace {

const benchmark::FidelityRange kTableEpochs = {4, 108, "epochs", {4, 12, 36, 108}};

const AdditiveBenchmark& darts_toy() {
  static const AdditiveBenchmark toy;
  return toy;
}

std::span<const AdditiveBenchmark> toys() {
  static const std::array<AdditiveBenchmark, 3> all = {AdditiveBenchmark(),
                                                       AdditiveBenchmark(space::nb101::space(), kTableEpochs),
                                                       AdditiveBenchmark(space::nb1shot1::space(2), kTableEpochs)};
  return all;
}

// What an optimizer costs decides how long it is watched; what its source says, whether it may repeat itself.
struct Effort {
  std::string_view name;
  std::size_t evaluations;         // of a run that is checked for the contract
  std::size_t search_evaluations;  // of a run against random search
  int search_runs;
  bool repeats;  // may evaluate an architecture again at the same fidelity
};

constexpr std::array<Effort, 11> kEfforts = {{
    {"rs", 250, 0, 0, true},
    {"re", 250, 400, 20, true},
    {"ls", 250, 1200, 20, true},
    {"de", 250, 400, 20, true},
    {"tpe", 100, 100, 20, true},
    {"bananas", 24, 60, 8, false},
    {"hyperband", 250, 460, 200, true},
    {"bohb", 120, 184, 40, true},
    {"smac", 60, 160, 20, false},
    {"reinforce", 250, 2000, 20, true},
    {"gp", 26, 40, 8, false},
}};

const Effort& effort(const OptimizerInfo& info) {
  const auto found = std::find_if(kEfforts.begin(), kEfforts.end(), [&](const auto& e) { return e.name == info.name; });
  REQUIRE(found != kEfforts.end());
  return *found;
}

// Calls check(optimizer, toy, evaluations) for every optimizer on every toy.
template <class Check>
void for_every_optimizer_and_toy(Check check) {
  for (const auto* info : optimizer::optimizers())
    for (const auto& toy : toys()) {
      CAPTURE(info->name);
      CAPTURE(toy.space().name());
      check(*info, toy, effort(*info).evaluations);
    }
}

bool is_of(const space::Space& space, const space::Architecture& architecture) {
  const auto values = space.to_parameters(architecture);
  const auto parameters = space.parameters();
  if (values.size() != parameters.size()) return false;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] >= parameters[i].size) return false;
  return space.from_parameters(values) == architecture;
}

bool is_offered(const benchmark::FidelityRange& range, int fidelity) {
  if (range.steps.empty()) return fidelity >= range.min && fidelity <= range.max;
  return std::find(range.steps.begin(), range.steps.end(), fidelity) != range.steps.end();
}

bool are_earlier(std::span<const std::int64_t> trials, std::size_t told) {
  return std::all_of(trials.begin(), trials.end(),
                     [&](std::int64_t trial) { return trial >= 0 && trial < static_cast<std::int64_t>(told); });
}

void check_reason(const Suggestion& suggestion, std::span<const Trial> told, const space::Space& space) {
  const auto& reason = suggestion.reason;
  CHECK(reason.parent >= -1);
  CHECK(reason.parent < static_cast<std::int64_t>(told.size()));
  CHECK(are_earlier(reason.considered, told.size()));
  CHECK((reason.bracket >= 0) == (reason.rung >= 0));
  if (reason.move == Move::random) CHECK(reason.parent == -1);
  if (reason.move != Move::mutation && reason.move != Move::neighbour && reason.move != Move::promotion) return;
  REQUIRE(reason.parent >= 0);
  const Suggestion& parent = told[static_cast<std::size_t>(reason.parent)].suggestion;
  if (reason.move == Move::promotion) {
    CHECK(parent.architecture == suggestion.architecture);
    CHECK(parent.fidelity < suggestion.fidelity);
  }
  if (reason.move == Move::neighbour) {
    const auto around = space.neighbours(parent.architecture);
    CHECK(std::find(around.begin(), around.end(), suggestion.architecture) != around.end());
  }
}

int epochs(std::span<const Trial> trials) {
  int sum = 0;
  for (const auto& trial : trials) sum += trial.suggestion.fidelity;
  return sum;
}

double best_in_full(std::span<const Trial> trials, int full) {
  double best = 0;
  for (const auto& trial : trials)
    if (trial.suggestion.fidelity == full) best = std::max(best, trial.evaluation->val_accuracy);
  return best;
}

// Fewest wins of so many that a fair coin reaches with a probability of at most 1 %: one-sided sign test.
int significant_wins(int runs) {
  double probability = 1;  // of exactly `wins`
  for (int i = 0; i < runs; ++i) probability /= 2;
  double tail = probability;
  int wins = runs;
  while (tail <= 0.01) {
    probability *= static_cast<double>(wins) / (runs - wins + 1);
    --wins;
    tail += probability;
  }
  return wins + 1;
}

}  // namespace

TEST_CASE("every optimizer suggests architectures of the space at a fidelity on offer, a batch at one fidelity") {
  for_every_optimizer_and_toy([](const OptimizerInfo& info, const AdditiveBenchmark& toy, std::size_t evaluations) {
    const auto searcher = make_optimizer(info, toy);
    base::Rng rng(1);
    std::vector<Trial> trials;
    go_on(*searcher, rng, toy, {.most = 7}, evaluations, trials, [&](const auto& batch, const auto&) {
      for (const auto& suggestion : batch) {
        CHECK(is_of(toy.space(), suggestion.architecture));
        CHECK(is_offered(toy.fidelities(), suggestion.fidelity));
        CHECK(suggestion.fidelity == batch.front().fidelity);
      }
    });
  });
}

TEST_CASE("every optimizer gives the same suggestions for the same seed, and others for another") {
  for_every_optimizer_and_toy([](const OptimizerInfo& info, const AdditiveBenchmark& toy, std::size_t evaluations) {
    const auto once = suggestions_of(toy_run(info, toy, 1, evaluations));
    CHECK(suggestions_of(toy_run(info, toy, 1, evaluations)) == once);
    CHECK(suggestions_of(toy_run(info, toy, 2, evaluations)) != once);
  });
}

TEST_CASE("the size of a batch does not change what is suggested") {
  for_every_optimizer_and_toy([](const OptimizerInfo& info, const AdditiveBenchmark& toy, std::size_t evaluations) {
    const auto one_by_one = suggestions_of(toy_run(info, toy, 3, evaluations));
    for (const std::size_t most : {2u, 1000u})
      CHECK(suggestions_of(toy_run(info, toy, 3, evaluations, {.most = most})) == one_by_one);
  });
}

TEST_CASE("an optimizer that must not repeat itself does not") {
  for_every_optimizer_and_toy([](const OptimizerInfo& info, const AdditiveBenchmark& toy, std::size_t evaluations) {
    if (effort(info).repeats) return;
    const auto asked = suggestions_of(toy_run(info, toy, 4, evaluations, {.most = 3}));
    CHECK(std::set(asked.begin(), asked.end()).size() == asked.size());
  });
}

TEST_CASE("every optimizer survives failed evaluations, some or all") {
  for_every_optimizer_and_toy([](const OptimizerInfo& info, const AdditiveBenchmark& toy, std::size_t evaluations) {
    for (const std::size_t fail_every : {3u, 1u})
      CHECK(toy_run(info, toy, 5, evaluations, {.most = 5, .fail_every = fail_every}).size() == evaluations);
  });
}

TEST_CASE("an optimizer that is told a run again goes on as the old one did") {
  for_every_optimizer_and_toy([](const OptimizerInfo& info, const AdditiveBenchmark& toy, std::size_t evaluations) {
    const Habit habit{.most = 8, .fail_every = 6};
    const auto whole = toy_run(info, toy, 6, evaluations, habit);
    for (const std::size_t told : {std::size_t{1}, evaluations / 3, evaluations - 3}) {
      std::vector<Trial> trials(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(told));
      for (Trial& trial : trials) trial.suggestion.reason = {};  // a record does not keep it
      const auto resumed = make_optimizer(info, toy);
      base::Rng rng(6);
      REQUIRE(optimizer::replay(*resumed, rng, trials));
      go_on(*resumed, rng, toy, habit, evaluations, trials);
      CHECK(suggestions_of(trials) == suggestions_of(whole));
    }
  });
}

TEST_CASE("telling a run again is refused where a suggestion differs") {
  const auto& re = **optimizer::find_optimizer("re");
  auto trials = toy_run(re, darts_toy(), 7, 20);
  std::swap(trials[4], trials[5]);
  const auto other = make_optimizer(re, darts_toy());
  base::Rng rng(7);
  const auto replayed = optimizer::replay(*other, rng, trials);
  REQUIRE(!replayed);
  CHECK(replayed.error().code == base::ErrorCode::mismatch);
  CHECK(replayed.error().where == "trial 4");
}

TEST_CASE("reasons and members name earlier trials only, and parents that fit the move") {
  for_every_optimizer_and_toy([](const OptimizerInfo& info, const AdditiveBenchmark& toy, std::size_t evaluations) {
    const auto searcher = make_optimizer(info, toy);
    base::Rng rng(8);
    std::vector<Trial> trials;
    go_on(*searcher, rng, toy, {.most = 4, .fail_every = 5}, evaluations, trials,
          [&](const auto& batch, const auto& told) {
            CHECK(are_earlier(searcher->members(), told.size()));
            for (const auto& suggestion : batch) check_reason(suggestion, told, toy.space());
          });
  });
}

TEST_CASE("every optimizer but random search beats it on an additive problem at the 99 % level") {
  const auto& toy = darts_toy();
  const int full = toy.fidelities().max;
  for (const auto* info : optimizer::optimizers()) {
    if (info->name == "rs") continue;
    CAPTURE(info->name);
    const auto [name, contract, evaluations, runs, repeats] = effort(*info);
    int wins = 0;
    for (int run = 0; run < runs; ++run) {
      const auto seed = static_cast<std::uint64_t>(run);
      const auto searched = toy_run(*info, toy, seed, evaluations, {.most = 32});
      const auto affordable = static_cast<std::size_t>(epochs(searched) / full);  // random search for as many epochs
      const auto drawn = toy_run(**optimizer::find_optimizer("rs"), toy, seed, affordable, {.most = 32});
      wins += best_in_full(searched, full) > best_in_full(drawn, full) ? 1 : 0;
    }
    CHECK(wins >= significant_wins(runs));
  }
}

TEST_CASE("options are checked by name, kind and range") {
  const auto& re = **optimizer::find_optimizer("re");
  const auto resolve = [&](optimizer::NamedOption option) {
    return optimizer::resolve_options(re, std::span(&option, 1));
  };
  CHECK(optimizer::resolve_options(re, {})->integer("population") == 100);
  CHECK(resolve({"population", std::int64_t{50}})->integer("population") == 50);
  CHECK(resolve({"population", std::int64_t{1}}).error().text() ==
        "re:population: must be a whole number from 2 to 10000, not 1");
  CHECK(resolve({"population", 2.5}).error().text() == "re:population: must be a whole number from 2 to 10000");
  CHECK(resolve({"removal", "worst"})->text("removal") == "worst");
  CHECK(resolve({"removal", "best"}).error().text() == "re:removal: must be one of oldest worst (default oldest)");
  CHECK(resolve({"size", std::int64_t{5}}).error().text() ==
        "re:size: unknown option; known: population tournament removal");
  CHECK(optimizer::find_optimizer("xx").error().code == base::ErrorCode::unknown_name);
}
