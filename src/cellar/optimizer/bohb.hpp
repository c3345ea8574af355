// SPDX-License-Identifier: Apache-2.0
// BOHB: Falkner, Klein and Hutter, "BOHB: Robust and Efficient Hyperparameter Optimization at Scale", ICML 2018,
// arXiv 1807.01774, algorithm 2, as in HpBandSter (optimizers/config_generators/bohb.py), with the settings of NAS-Bench-101
// and NAS-Bench-1Shot1 (automl/nas_benchmarks, experiment_scripts/run_bohb.py).
//
//   Hyperband's brackets (successive_halving.hpp), but where Hyperband draws a new architecture:
//     with probability `random`, or where no fidelity has enough trials: a random one
//     else of the highest fidelity with enough trials: good = the best `top`, bad = the others, a kernel density of each
//          (categorical_kernel_density.hpp); draw `samples` combinations from the good ones' density, take the one with the
//          largest ratio good / bad
//
// Defaults: eta 3, random 0.33, samples 64, top 0.15, min_bandwidth 0.3 (those scripts and the library). Enough are more
// than parameters + 3 trials, and neither density has fewer than parameters + 1, so the two may share trials, as there.
// The script's bandwidth factor 3 widens kernels of continuous parameters only; there are none.
// Suggestions for a bracket's first rung come one by one, each from all that is known by then.
// Deviations: those of the two files named. A combination that is no architecture is passed over (there it is evaluated
// and fails); where all are, a random architecture is taken. A failed evaluation is the worst of its fidelity. The
// architecture's own parameter values are observed, not those drawn, where several combinations are one architecture.
// Cost of an ask: 2 samples x trials of one fidelity x parameters.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kBohb;

}  // namespace cellar::optimizer
