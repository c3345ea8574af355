// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <deque>

#include <cellar/optimizer/evolution.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;

TEST_CASE("every child is one edit away from a living member, and the oldest dies") {
  const AdditiveBenchmark toy;
  const std::vector<optimizer::NamedOption> options = {{"population", std::int64_t{12}}, {"tournament", std::int64_t{4}}};
  const auto searcher = optimizer::kEvolution.make({&toy.space(), toy.fidelities()},
                                                   *optimizer::resolve_options(optimizer::kEvolution, options));
  base::Rng rng(6);
  std::deque<space::Architecture> alive;
  for (int evaluation = 0; evaluation < 300; ++evaluation) {
    std::vector<optimizer::Suggestion> batch;
    searcher->ask(1, rng, batch);
    REQUIRE(batch.size() == 1);
    const auto child = batch[0].architecture;
    if (evaluation >= 12) {
      CHECK(std::any_of(alive.begin(), alive.end(), [&](const auto& parent) {
        const auto around = toy.space().neighbours(parent);
        return std::find(around.begin(), around.end(), child) != around.end();
      }));
    }
    searcher->tell({batch[0], *toy.query(child, 98, {})});
    alive.push_back(child);
    if (alive.size() > 12) alive.pop_front();
  }
}
