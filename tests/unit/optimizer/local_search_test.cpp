// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <set>

#include <cellar/optimizer/local_search.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;

TEST_CASE("local search looks at a whole neighbourhood, moves to its best, and never evaluates twice before a restart") {
  const AdditiveBenchmark toy;
  const auto searcher = optimizer::kLocalSearch.make({&toy.space(), toy.fidelities()},
                                                     *optimizer::resolve_options(optimizer::kLocalSearch, {}));
  base::Rng rng(5);
  const auto ask = [&](std::size_t most) {
    std::vector<optimizer::Suggestion> batch;
    searcher->ask(most, rng, batch);
    for (const auto& suggestion : batch)
      searcher->tell({suggestion, *toy.query(suggestion.architecture, suggestion.fidelity, {})});
    return batch;
  };
  const auto value = [&](const space::Architecture& a) { return toy.query(a, 98, {})->val_accuracy; };

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
      if (value(neighbour) > value(best)) best = neighbour;
    }
    REQUIRE(best != centre);
    centre = best;
  }
}
