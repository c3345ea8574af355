// SPDX-License-Identifier: Apache-2.0
// Differential evolution: Awad, Mallik and Hutter, "Differential Evolution for Neural Architecture Search", ICLR 2020
// workshop on neural architecture search, arXiv 2012.06400, after Storn and Price, Journal of Global Optimization 11,
// 1997.
//
//   population: random points of the unit cube, one coordinate for each parameter of the space
//   for each generation, for each member x ("target"):
//     draw three different members a, b, c;  mutant = a + F (b - c)
//     trial point: each coordinate from the mutant with probability CR, else from x; at least one from the mutant;
//                  a coordinate outside [0,1] is drawn again, uniformly
//     evaluate the architecture that the trial point stands for
//   the trial points that are at least as good as their targets take their places, all at the generation's end
//
// A coordinate u stands for value floor(u size) of its parameter, u = 1 for the last; the members stay real points.
// Strategy rand/1/bin. Defaults: population 20, F 0.5, CR 0.5 (automl/DE-NAS, examples; its DE.evolve_generation draws
// a, b, c among all members, the target too, and so does this). An architecture may be evaluated again.
// A point that is no architecture (on NAS-Bench-101 many are none) is never asked: it counts as worse than any answer
// and costs nothing, as in the paper's experiments, where NASCifar10A of automl/nas_benchmarks answers it with
// accuracy 0 in no time and leaves it out of the results.
// Deviations: a failed evaluation counts as such a point. After 1,000 such points on end a random architecture takes
// the next one's place, so that asking ends.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kDifferentialEvolution;

/// A point of the unit cube, one coordinate for each parameter.
using Point = std::vector<double>;

/// The values that a point stands for.
std::vector<std::uint8_t> values_at(const Point& point, std::span<const space::Parameter> parameters);

/// The trial point of a target with members a, b and c.
Point trial_point(const Point& target, const Point& a, const Point& b, const Point& c, double factor, double rate,
                  base::Rng& rng);

}  // namespace cellar::optimizer
