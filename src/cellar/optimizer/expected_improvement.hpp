// SPDX-License-Identifier: Apache-2.0
// Expected improvement: Mockus, Tiesis and Zilinskas 1978; Jones, Schonlau and Welch, "Efficient global optimization of
// expensive black-box functions", Journal of Global Optimization 13, 1998, equation 15, turned to maximisation.
#pragma once

namespace cellar::optimizer {

/// Mean of max(Y - best, 0) for a normal Y with the given mean and standard deviation (0 or more).
double expected_improvement(double mean, double sd, double best);

}  // namespace cellar::optimizer
