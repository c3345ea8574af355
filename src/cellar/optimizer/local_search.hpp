// SPDX-License-Identifier: Apache-2.0
// Local search: White et al., "Exploring the Loss Landscape in Neural Architecture Search", UAI 2021, arXiv 2005.02960.
//
//   start at a random architecture; evaluate all its neighbours; move to the best one if it is better than the current
//   architecture, else restart at a random architecture (best improvement, restart at a minimum of the error)
//
// Ties go to the neighbour that the space lists first. Deviations: an architecture that this run has evaluated is not
// evaluated again, its known answer is used (a restart is always evaluated); the paper starts from the best of several random ones.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kLocalSearch;

}  // namespace cellar::optimizer
