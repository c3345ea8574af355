// SPDX-License-Identifier: Apache-2.0
// Data sets for tests: random architectures with made-up values.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <cellar/base/rng.hpp>
#include <training/data/dataset.hpp>

namespace cellar::training {

/// Distinct architectures, each from one of the sources, not equally many; every column is filled. Accuracies are
/// multiples of 1/10000 from 0.9 to 0.95, by one to three trainings.
inline Dataset made_up_dataset(const space::Space& space, std::size_t count, const std::vector<std::string>& sources,
                               std::uint64_t seed) {
  base::Rng rng(seed);
  Dataset data;
  data.name = "made-up";
  data.space = &space;
  while (data.size() < count) {
    const auto architecture = space.sample(rng);
    auto& known = data.architectures;
    if (std::find(known.begin(), known.end(), architecture) != known.end()) continue;
    known.push_back(architecture);
    const auto bound = static_cast<std::uint32_t>(sources.size());
    data.source.push_back(sources[std::min(rng.below(bound), rng.below(bound))]);
    auto& trainings = data.trainings.emplace_back(1 + rng.below(3));
    double sum = 0;
    for (double& training : trainings) {
      training = (9000 + rng.below(501)) / 10000.0;
      sum += training;
    }
    data.val_accuracy.push_back(sum / static_cast<double>(trainings.size()));
    data.test_accuracy.push_back(rng.uniform());
    data.runtime_seconds.push_back(1000 * rng.uniform());
  }
  return data;
}

}  // namespace cellar::training
