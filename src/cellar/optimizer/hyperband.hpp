// SPDX-License-Identifier: Apache-2.0
// Hyperband: Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization", JMLR 18, 2018,
// arXiv 1603.06560, algorithm 1. Random architectures, most of them trained briefly; the better a training looks, the
// longer it goes on. How many and how long: successive_halving.hpp.
//
// Defaults: eta 3 (paper). On NAS-Bench-101 and NAS-Bench-1Shot1 the rungs are the table's 4, 12, 36 and 108 epochs;
// on nb301 4, 11, 33 and 98: 98 / 3^k, rounded, down to min_epochs 3, so that the brackets have the same shape as on
// the tables.
// Deviations: those of successive_halving.hpp.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kHyperband;

}  // namespace cellar::optimizer
