// SPDX-License-Identifier: Apache-2.0
// What every optimizer promises. A new one is covered by being listed.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include <cellar/optimizer/optimizer.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;
using optimizer::Optimizer;
using optimizer::OptimizerInfo;
using optimizer::Suggestion;
using space::Architecture;

namespace {

const AdditiveBenchmark& toy() {
  static const AdditiveBenchmark benchmark;
  return benchmark;
}

std::unique_ptr<Optimizer> make(const OptimizerInfo& info) {
  return info.make({&toy().space(), toy().fidelities()}, *optimizer::resolve_options(info, {}));
}

// The suggestions of a run that asks for `most` at a time and is told every `fail_every`-th as failed.
std::vector<Architecture> run(const OptimizerInfo& info, std::uint64_t seed, std::size_t evaluations, std::size_t most,
                              std::size_t fail_every) {
  const auto searcher = make(info);
  base::Rng rng(seed);
  std::vector<Architecture> asked;
  while (asked.size() < evaluations) {
    std::vector<Suggestion> batch;
    searcher->ask(most, rng, batch);
    REQUIRE(!batch.empty());
    REQUIRE(batch.size() <= most);
    for (const auto& suggestion : batch) {
      REQUIRE(suggestion.fidelity == batch.front().fidelity);
      asked.push_back(suggestion.architecture);
      optimizer::Trial trial{suggestion, {}};
      if (fail_every == 0 || asked.size() % fail_every != 0)
        trial.evaluation = *toy().query(suggestion.architecture, suggestion.fidelity, {});
      searcher->tell(trial);
    }
  }
  asked.resize(evaluations);
  return asked;
}

double best(const std::vector<Architecture>& asked) {
  double value = 0;
  for (const auto& architecture : asked) value = std::max(value, toy().query(architecture, 98, {})->val_accuracy);
  return value;
}

bool is_canonical(const Architecture& architecture) {
  const auto genotype = space::darts::unpack(architecture);
  const auto canonical = space::darts::canonical(genotype);
  return canonical && *canonical == genotype;
}

}  // namespace

TEST_CASE("every optimizer stays in the space") {
  for (const auto* info : optimizer::optimizers()) {
    CAPTURE(info->name);
    for (const auto& architecture : run(*info, 1, 600, 7, 0)) CHECK(is_canonical(architecture));
  }
}

TEST_CASE("every optimizer gives the same suggestions for the same seed, and others for another") {
  for (const auto* info : optimizer::optimizers()) {
    CAPTURE(info->name);
    CHECK(run(*info, 1, 500, 1, 0) == run(*info, 1, 500, 1, 0));
    CHECK(run(*info, 1, 500, 1, 0) != run(*info, 2, 500, 1, 0));
  }
}

TEST_CASE("the size of a batch does not change what is suggested") {
  for (const auto* info : optimizer::optimizers()) {
    CAPTURE(info->name);
    const auto one_by_one = run(*info, 3, 700, 1, 0);
    for (const std::size_t most : {2u, 32u, 1000u}) CHECK(run(*info, 3, 700, most, 0) == one_by_one);
  }
}

TEST_CASE("every optimizer survives failed evaluations") {
  for (const auto* info : optimizer::optimizers()) {
    CAPTURE(info->name);
    CHECK(run(*info, 4, 600, 5, 3).size() == 600);
    CHECK(run(*info, 4, 300, 5, 1).size() == 300);  // all fail
  }
}

TEST_CASE("every optimizer but random search beats it on an additive problem at the 99 % level") {
  constexpr int kRuns = 20;
  for (const auto* info : optimizer::optimizers()) {
    if (info->name == "rs") continue;
    CAPTURE(info->name);
    int wins = 0;
    for (std::uint64_t seed = 0; seed < kRuns; ++seed)
      wins += best(run(*info, seed, 800, 32, 0)) > best(run(*optimizer::optimizers()[0], seed, 800, 32, 0)) ? 1 : 0;
    CHECK(wins >= 16);  // one-sided sign test: P(16 or more of 20 by chance) = 0.006
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
  CHECK(resolve({"size", std::int64_t{5}}).error().text() == "re:size: unknown option; known: population tournament");
  CHECK(optimizer::find_optimizer("xx").error().code == base::ErrorCode::unknown_name);
}
