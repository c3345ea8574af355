// SPDX-License-Identifier: Apache-2.0
// Tree-structured Parzen estimator: Bergstra, Bardenet, Bengio and Kegl, "Algorithms for Hyper-Parameter Optimization",
// NeurIPS 2011, section 4, as in hyperopt (hyperopt/tpe.py), which NAS-Bench-101 and NAS-Bench-1Shot1 used. A space is
// its independent categorical parameters (space::Space::parameters).
//
//   the first `startup` architectures are random
//   repeat: good = the ceil(gamma sqrt(n)) best of the n observations, at most 25; bad = the others
//           for each parameter and value: l = its weight among the good + prior, scaled to sum to 1; g = among the bad
//           draw `candidates` combinations of values from l; take the one with the largest product of l / g
//
// Defaults: hyperopt's (startup 20, gamma 0.25, candidates 24, prior 1 for each value). Followed there too: the square
// root in the split and its cap, old observations fading linearly behind the last 25 (forgetting_counts.hpp), failed
// evaluations being the worst, suggestions being allowed to repeat. Ties of accuracy go to the earlier observation,
// ties of l / g to the earlier draw.
// Not followed: hyperopt compares the draws of each parameter by themselves, which takes nearly always the value with
// the largest ratio; the paper compares whole candidates. Option `compare` has both, the paper's by default.
// Deviations: start-up architectures are uniform over architectures, not over combinations of values. A combination
// that is no architecture is observed as a failure at once and the next one is drawn, without costing an evaluation
// (after 100 in a row, a random architecture). Where several combinations are one architecture, the one that was drawn
// is observed, as it is there.
// Cost: an ask is (parameters x candidates) draws, whatever n is. A tell costs one step for each parameter while the
// good stay the same, else a recount of all n observations; hyperopt sorts and counts anew at each suggestion.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kTpe;

}  // namespace cellar::optimizer
