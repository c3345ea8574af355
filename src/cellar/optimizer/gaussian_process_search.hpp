// SPDX-License-Identifier: Apache-2.0
// Bayesian optimization with a Gaussian process over categorical parameters, after COMBO: Oh, Tomczak, Gavves and
// Welling, "Combinatorial Bayesian Optimization using the Graph Cartesian Product", NeurIPS 2019, arXiv 1902.00448
// (QUVA-Lab/COMBO@9529eab).
//
//   evaluate `startup` random architectures
//   repeat: fit a Gaussian process with the diffusion kernel over the space's parameters (diffusion_kernel.hpp)
//           score = expected improvement over the best accuracy
//           look at the neighbours of the best architecture and at `candidates` random ones
//           climb from the `starts` of the highest score to the best neighbour while that is better
//           evaluate the one of the highest score met on the way that is new; a random one if no score is above 0
//
// Defaults: startup 20 (COMBO's experiments). The process and its fit: gaussian_process.hpp, gaussian_process_fit.hpp.
// Deviations
// - COMBO draws ten settings from their posterior by slice sampling and averages the expected improvement over them.
//   Here one process has the settings of the greatest density that `fit_steps` steps find; mean and amplitude have a
//   closed form. The density of COMBO's prior of a scale has no greatest value: it grows without limit towards beta =
//   0, where architectures tell nothing of their neighbours. The prior here is normal in log beta, around COMBO's
//   start beta = 1, with standard deviation `prior_sd`.
// - Settings are fitted anew after a tenth as many new observations as the last fit had, at least five; in between the
//   factor grows by a row for each. The cost of a fit is cubic in its observations, that of the rest quadratic: beyond
//   `max_points` of them, it takes the best half of so many and the latest others.
// - 1,000 random candidates and 5 starts, not 20,000 and 20. Scores are computed in full only where a bound on them,
//   from the nearest observation, is above what they are compared with.
// - An architecture is the point that Space::to_parameters gives, and neighbours are those of the space. Combinations
//   of parameters that are no architecture, or another drawing of one, are never looked at.
// - Random architectures are drawn again, up to 100 times, until they are new. Failed evaluations are not learnt from.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kGaussianProcessSearch;

}  // namespace cellar::optimizer
