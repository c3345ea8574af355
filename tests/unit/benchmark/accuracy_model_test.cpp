// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include <cellar/benchmark/accuracy_model.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;
using namespace cellar::benchmark;

namespace {

std::vector<space::Architecture> some(int count) {
  base::Rng rng(5);
  std::vector<space::Architecture> found;
  for (int i = 0; i < count; ++i) found.push_back(space::darts::space().sample(rng));
  return found;
}

bool unusual(const Evaluation& answer) { return (answer.flags & kOutOfDistribution) != 0; }

struct Given {
  std::shared_ptr<const Benchmark> own = std::make_shared<AdditiveBenchmark>();
  std::shared_ptr<GivenAccuracies> answers =
      std::make_shared<GivenAccuracies>(ModelIdentity{"elsewhere", "ab"}, 0.02);
  std::unique_ptr<Benchmark> benchmark = with_accuracies(own, answers, {});
};

}  // namespace

TEST_CASE("accuracies given from elsewhere take the place of the benchmark's own") {
  const Given given;
  const auto architectures = some(3);
  REQUIRE(given.answers->give(architectures, std::vector<Accuracy>{{0.9, 0.01}, {0.8, 0.02}, {1, 0}}));
  const auto answers = given.benchmark->query_batch(architectures, 98, {});
  REQUIRE(answers);
  CHECK((*answers)[0].val_accuracy == 0.9);
  CHECK((*answers)[0].val_accuracy_sd == 0.01);
  CHECK_FALSE(unusual((*answers)[0]));
  CHECK(unusual((*answers)[1]));
  CHECK(given.benchmark->model().name == "elsewhere");
  for (std::size_t i = 0; i < 3; ++i) {
    const auto one = given.benchmark->query(architectures[i], 98, {});
    REQUIRE(one);
    CHECK(one->val_accuracy == (*answers)[i].val_accuracy);
    CHECK(one->runtime_seconds == given.own->query(architectures[i], 98, {})->runtime_seconds);
  }
}

TEST_CASE("fewer epochs cost as much accuracy as the benchmark says") {
  const Given given;
  const auto one = some(1);
  REQUIRE(given.answers->give(one, std::vector<Accuracy>{{0.9, 0.01}}));
  const double gap = given.own->query(one[0], 98, {})->val_accuracy - given.own->query(one[0], 30, {})->val_accuracy;
  CHECK(given.benchmark->query(one[0], 30, {})->val_accuracy == doctest::Approx(std::clamp(0.9 - gap, 0.0, 1.0)));
}

TEST_CASE("an architecture without an answer is an error, and so is an answer that is no accuracy") {
  const Given given;
  const auto two = some(2);
  const auto early = given.benchmark->query(two[0], 98, {});
  REQUIRE(!early);
  CHECK(early.error().where == "elsewhere");
  const std::vector<Accuracy> impossible[] = {
      {{0.5, 0}, {1.5, 0}}, {{0.5, 0}, {-0.1, 0}}, {{0.5, 0}, {NAN, 0}}, {{0.5, 0}, {0.5, -1}}, {{0.5, 0}, {0.5, NAN}}};
  for (const auto& answers : impossible) {
    const auto given_back = given.answers->give(two, answers);
    REQUIRE(!given_back);
    CHECK(given_back.error().where == "answer 1");
    CHECK(!given.answers->knows(two[0]));
  }
}
