// SPDX-License-Identifier: Apache-2.0
// Regularized (ageing) evolution: Real et al., "Regularized Evolution for Image Classifier Architecture Search",
// AAAI 2019, arXiv 1802.01548, algorithm 1.
//
//   fill the population with random architectures
//   repeat: draw a tournament from the population with replacement, mutate its best member, append the child to the
//           population, drop the oldest
//
// With removal = worst it is the paper's non-ageing evolution: the worst member of the tournament that chose the parent
// makes room for the child.
//
// Defaults: population 100, tournament 10, as in NAS-Bench-101 and NAS-Bench-1Shot1 (the paper's own 100 and 25 were
// for its space). Ties within a tournament go to the member drawn first.
// Deviations: one mutation is one edit that changes the architecture (space::Space::mutate), the paper also has an
// identity mutation; a failed evaluation never enters the population, and nobody makes room for it.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kEvolution;

}  // namespace cellar::optimizer
