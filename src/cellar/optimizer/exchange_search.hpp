// SPDX-License-Identifier: Apache-2.0
// SMAC's local search for the highest expected improvement under a forest: Hutter et al., LION 2011, section 4.3; as in
// SMAC v3 (smac/optimizer/ei_optimization.py, LocalSearch).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/optimizer/random_forest.hpp>
#include <cellar/space/space.hpp>

namespace cellar::optimizer {

/// Expected improvement over the best accuracy, under what a forest makes of the accuracies told.
class ForestImprovement {
 public:
  ForestImprovement(RandomForest forest, double best) : forest_(std::move(forest)), best_(best) {}

  const RandomForest& forest() const { return forest_; }
  double operator()(std::span<const std::uint8_t> values) const { return of(forest_.predict(values)); }
  double of(const RandomForest::Prediction& prediction) const;

 private:
  RandomForest forest_;
  double best_;
};

class ExchangeSearch {
 public:
  explicit ExchangeSearch(const space::Space& space) : space_(&space), parameters_(space.parameters()) {}

  struct Found {
    std::vector<std::uint8_t> values;
    double score;
  };

  /// Looks at all combinations with one other value in random order, and moves to the first that scores higher and is
  /// an architecture; where there is none, up to ten times to the first of equal score.
  Found climb(std::span<const std::uint8_t> start, const ForestImprovement& improvement, base::Rng& rng);

 private:
  // Another value for one parameter.
  struct Exchange {
    std::size_t parameter;
    std::uint8_t value;
  };

  bool step(Found& at, bool equal_allowed, const ForestImprovement& improvement, base::Rng& rng);
  std::span<const Exchange> shuffled_exchanges(std::span<const std::uint8_t> values, base::Rng& rng);

  const space::Space* space_;
  std::span<const space::Parameter> parameters_;
  std::vector<Exchange> exchanges_;  // kept to spare allocations
};

}  // namespace cellar::optimizer
