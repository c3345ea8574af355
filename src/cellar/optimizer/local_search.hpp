// SPDX-License-Identifier: Apache-2.0
// Local search: White et al., "Exploring the Loss Landscape in Neural Architecture Search", UAI 2021, arXiv 2005.02960.
//
//   start at the best of `start_samples` random architectures
//   improvement = best: evaluate all neighbours, move to the best one if it is better than the current architecture
//   improvement = first: evaluate neighbours in random order, move to the first one that is better
//   at a minimum of the error, where no neighbour is better:
//     at_minimum = restart: start again
//     at_minimum = continue: go on from the best architecture known whose neighbours have not been looked at; such a
//     run does so after every neighbourhood, where that architecture is mostly the one just found
//
// Defaults: best improvement, restart, one start sample. naszilla (nas_algorithms.py, local_search) has 10 start
// samples and first improvement, and calls continuing `stop_at_minimum=False`.
// Ties go to the neighbour that the space lists first; among start samples and architectures to continue from, to the
// one evaluated first.
// Deviations: an architecture that this run has evaluated is not evaluated again, its known answer is used; naszilla
// passes known neighbours over, as is done here only with former centres by a first improvement that continues. Start
// samples are always evaluated. First improvement looks at neighbours in random order, naszilla in a fixed one; each
// must be told before the next is asked, so suggestions come one by one. A failed evaluation is worse than any other,
// and is never continued from.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kLocalSearch;

}  // namespace cellar::optimizer
