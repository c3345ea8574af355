// SPDX-License-Identifier: Apache-2.0
// A data set whose accuracies a model can learn: they grow with the values of the parameters, and a little noise.
#pragma once

#include <set>

#include <cellar/base/rng.hpp>
#include <training/data/dataset.hpp>

namespace cellar::training {

inline Dataset counting_dataset(const space::Space& space, std::size_t count, std::uint64_t seed) {
  base::Rng rng(seed);
  Dataset data;
  data.name = "counting";
  data.space = &space;
  std::set<space::Architecture> seen;
  while (data.size() < count) {
    const auto architecture = space.sample(rng);
    if (!seen.insert(architecture).second) continue;
    data.architectures.push_back(architecture);
    data.source.push_back(rng.below(3) == 0 ? "re" : "rs");
    double sum = 0;
    for (const auto choice : architecture.choices()) sum += choice;
    data.val_accuracy.push_back(0.90 + 0.0005 * sum + 0.0005 * rng.normal());
  }
  return data;
}

}  // namespace cellar::training
