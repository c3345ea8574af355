// SPDX-License-Identifier: Apache-2.0
// SMAC: Hutter, Hoos and Leyton-Brown, "Sequential Model-Based Optimization for General Algorithm Configuration", LION
// 2011; numbers as in SMAC v3 (smac/optimizer/ei_optimization.py, smac/epm/rf_with_instances.py) with the settings of
// NAS-Bench-101 and NAS-Bench-1Shot1 (automl/nas_benchmarks, experiment_scripts/run_smac.py).
//
//   the first `startup` architectures are random
//   repeat: with probability `random`: a random architecture
//           else the best of the candidates left of the last forest; where none is left,
//             fit a random forest to all observations; score = expected improvement over the best observed
//             candidates: `candidates` random architectures, and where `starts` local searches end, which begin at the
//             observations of the highest score; keep the `retrain` of the highest score that were not observed yet
//   a local search looks at all combinations with one other value, in random order, and moves to the first with a
//   higher score; where there is none, up to 10 times to the first of equal score
//
// Defaults: 10 trees (random_forest.hpp), random 0.33, startup 1 (the settings' random initial incumbent), 10 starts,
// variance at least 1e-10 (SMAC v3), retrain 8 (retrain_after of SMAC 2.0 to 2.3; the paper's rule is retrain=1). The model sees accuracies as they are, as SMAC's for the objective "quality" does.
// Ties of score go to random candidates, then to the earlier, so that a forest which is still constant chooses at random.
// Deviations: 1,000 random candidates, not 5,000, as each costs a sample of the space. No race: an architecture is
// evaluated once (SMAC's for deterministic objectives; the papers' runs evaluated up to four times, as their answers
// are random), and random ones are drawn again, up to 100 times, until they are new. A failed evaluation counts as the
// worst accuracy so far. Random architectures are uniform over architectures. Combinations that are no architecture are
// passed over: there are no observations of them.
// Cost of an ask with n observations: a fit of O(trees n parameters log n), candidates and local searches O(trees log n)
// for each combination looked at.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kSmac;

}  // namespace cellar::optimizer
