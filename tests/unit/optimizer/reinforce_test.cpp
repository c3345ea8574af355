// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cellar/optimizer/reinforce.hpp>
#include "optimizer/rare_space.hpp"
#include "optimizer/toy_run.hpp"

using namespace cellar;

TEST_CASE("the moving average is corrected for its start at 0") {
  optimizer::MovingAverage average(0.9);
  average.add(0.5);
  CHECK(average.value() == doctest::Approx(0.5));
  average.add(1.0);  // (0.9 * 0.05 + 0.1) / 0.19
  CHECK(average.value() == doctest::Approx(0.145 / 0.19));
}

TEST_CASE("a step moves the logits by what was drawn less the probabilities") {
  const std::vector<space::Parameter> parameters = {{"a", 2}, {"b", 3}};
  optimizer::ValueDistributions distributions(parameters);
  CHECK(distributions.probabilities(0)[0] == 0.5);
  const std::vector<std::uint8_t> drawn = {1, 0};
  distributions.reinforce(drawn, 0.6);  // logits -0.3, 0.3 and 0.4, -0.2, -0.2
  CHECK(distributions.probabilities(0)[1] == doctest::Approx(0.6456563062));
  CHECK(distributions.probabilities(1)[0] == doctest::Approx(0.4767299924));
  CHECK(distributions.probabilities(1)[1] == doctest::Approx(0.2616350038));
  distributions.reinforce(drawn, -0.6);  // logits -0.3 + 0.6 (1 - 0.6457) and so on
  CHECK(distributions.probabilities(0)[1] == doctest::Approx(0.5435872));
}

TEST_CASE("draws follow the probabilities") {
  const std::vector<space::Parameter> parameters = {{"a", 3}};
  optimizer::ValueDistributions distributions(parameters);
  distributions.reinforce(std::vector<std::uint8_t>{2}, 1.5);  // logits -0.5, -0.5, 1
  base::Rng rng(1);
  std::array<int, 3> counts{};
  for (int i = 0; i < 10'000; ++i) ++counts[distributions.draw(rng)[0]];
  for (std::size_t value = 0; value < 3; ++value)  // 4 standard deviations are at most 200
    CHECK(counts[value] == doctest::Approx(10'000 * distributions.probabilities(0)[value]).epsilon(0.1));
}

TEST_CASE("a run in which everything fails never takes a step, one with answers does") {
  const AdditiveBenchmark toy(space::nb1shot1::space(3));
  const auto values_of = [&](const Habit& habit) {
    std::vector<std::vector<std::uint8_t>> values;
    for (const auto& trial : toy_run(optimizer::kReinforce, toy, 5, 300, habit))
      values.push_back(toy.space().to_parameters(trial.suggestion.architecture));
    return values;
  };
  const optimizer::ValueDistributions uniform(toy.space().parameters());
  base::Rng rng(5);
  std::vector<std::vector<std::uint8_t>> draws;
  for (int i = 0; i < 300; ++i) draws.push_back(uniform.draw(rng));
  CHECK(values_of({.fail_every = 1}) == draws);
  CHECK(values_of({}) != draws);
}

TEST_CASE("where nearly no draw is an architecture, one of the space is suggested in the end") {
  const RareSpace rare;
  const auto searcher = optimizer::kReinforce.make({&rare, {1, 98, "epochs", {}}},
                                                   *optimizer::resolve_options(optimizer::kReinforce, {}));
  base::Rng rng(6);
  std::vector<optimizer::Suggestion> batch;
  searcher->ask(10, rng, batch);
  REQUIRE(batch.size() == 1);
  CHECK(batch[0].architecture == rare.sample(rng));
  CHECK(batch[0].reason.move == optimizer::Move::random);
}
