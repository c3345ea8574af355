// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include <cellar/optimizer/differential_evolution.hpp>
#include "optimizer/rare_space.hpp"
#include "optimizer/toy_run.hpp"

using namespace cellar;
using optimizer::Point;
using optimizer::Suggestion;

namespace {

// Asks for all that can be had and tells the accuracies, which fail from the last on.
std::vector<Suggestion> generation(optimizer::Optimizer& searcher, base::Rng& rng, std::vector<double> accuracies) {
  std::vector<Suggestion> batch;
  searcher.ask(1000, rng, batch);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    optimizer::Trial trial{batch[i], {}};
    if (i < accuracies.size()) trial.evaluation.emplace().val_accuracy = accuracies[i];
    searcher.tell(trial);
  }
  return batch;
}

}  // namespace

TEST_CASE("a coordinate stands for one of equally long parts, 1 for the last") {
  const std::vector<space::Parameter> parameters = {{"a", 2}, {"b", 2}, {"c", 3}, {"d", 3}, {"e", 7}, {"f", 7}};
  CHECK(optimizer::values_at({0.49, 0.5, 0.0, 0.67, 0.999, 1.0}, parameters) ==
        std::vector<std::uint8_t>{0, 1, 0, 2, 6, 6});
}

TEST_CASE("a trial point is a + F (b - c), drawn again where that leaves the unit cube") {
  const Point target = {0.9, 0.9, 0.9, 0.9};
  const Point a = {0.25, 0.5, 0.75, 0.125};
  const Point b = {0.5, 0.25, 1.0, 0.0};
  const Point c = {0.25, 0.5, 0.25, 0.5};
  base::Rng rng(1);
  const Point trial = optimizer::trial_point(target, a, b, c, 0.5, 1, rng);
  CHECK(trial[0] == 0.375);
  CHECK(trial[1] == 0.375);
  CHECK((trial[2] >= 0 && trial[2] < 1));  // 0.75 + 0.375
  CHECK(trial[2] != 0.9);
  CHECK((trial[3] >= 0 && trial[3] < 1));  // 0.125 - 0.25
  CHECK(trial[3] != 0.9);
}

TEST_CASE("a trial point keeps coordinates of its target, but never all") {
  const Point target(50, 0.9);
  const Point a(50, 0.25);
  base::Rng rng(2);
  const auto mutants = [&](double rate) {
    const Point trial = optimizer::trial_point(target, a, a, a, 0.5, rate, rng);
    return std::count(trial.begin(), trial.end(), 0.25);
  };
  CHECK(mutants(0) == 1);
  CHECK(mutants(1) == 50);
  const auto half = mutants(0.5);
  CHECK((half > 10 && half < 40));
}

TEST_CASE("children at least as good take their parents' places, all at the end of a generation") {
  const AdditiveBenchmark toy(space::nb1shot1::space(3), {4, 108, "epochs", {4, 12, 36, 108}});
  const auto searcher = make_optimizer(optimizer::kDifferentialEvolution, toy, {{"population", std::int64_t{4}}});
  base::Rng rng(3);
  CHECK(generation(*searcher, rng, {0.5, 0.5, 0.5, 0.5}).size() == 4);
  const auto children = generation(*searcher, rng, {0.6, 0.5, 0.4});  // the fourth fails
  REQUIRE(children.size() == 4);
  for (std::size_t target = 0; target < 4; ++target) {
    const auto& reason = children[target].reason;
    CHECK(reason.move == optimizer::Move::crossover);
    CHECK(reason.parent == static_cast<std::int64_t>(target));
    CHECK(std::set(reason.considered.begin(), reason.considered.end()).size() == 3);
  }
  CHECK(searcher->members() == std::vector<std::int64_t>{0, 1, 2, 3});
  const auto grandchildren = generation(*searcher, rng, {});
  CHECK(searcher->members() == std::vector<std::int64_t>{2, 3, 4, 5});
  REQUIRE(grandchildren.size() == 4);
  CHECK(grandchildren[0].reason.parent == 4);
  CHECK(grandchildren[1].reason.parent == 5);
  CHECK(grandchildren[2].reason.parent == 2);
  CHECK(grandchildren[3].reason.parent == 3);
}

TEST_CASE("where nearly no point is an architecture, one of the space is suggested in the end") {
  const RareSpace rare;
  const optimizer::Task task{&rare, {1, 98, "epochs", {}}};
  const auto searcher = optimizer::kDifferentialEvolution.make(
      task, *optimizer::resolve_options(optimizer::kDifferentialEvolution, {}));
  base::Rng rng(4);
  for (int i = 0; i < 3; ++i) CHECK(generation(*searcher, rng, {0.5})[0].architecture == rare.sample(rng));
}
