// SPDX-License-Identifier: Apache-2.0
// The settings of a Gaussian process by their posterior density. The search is Rprop, which goes by the signs of the
// derivatives (Riedmiller and Braun 1993; as iRprop- of Igel and Huesken 2000): deterministic, a fixed number of steps.
#pragma once

#include <cellar/optimizer/gaussian_process.hpp>

namespace cellar::optimizer {

/// The process with the observations of `start` and those kernel scales and noise that have the greatest posterior
/// density among `steps` steps from the settings of `start`. The prior of a scale is normal around 0 with standard
/// deviation `prior_sd`; that of the noise is flat between 1e-5 and 1 times the amplitude, where the former keeps the
/// factor far from rounding. Cost: steps times that of the likelihood's gradient.
GaussianProcess fit_settings(const GaussianProcess& start, double prior_sd, int steps);

}  // namespace cellar::optimizer
