// SPDX-License-Identifier: Apache-2.0
// Tails of the distributions that our tests refer to, from operations that give the same bits on every build.
// Incomplete gamma function: series and continued fraction (DLMF 8.7.1 and 8.9.2); incomplete beta function: continued
// fraction (DLMF 8.17.22), both by Lentz's method as in Press et al., Numerical Recipes, 3rd ed., 5.2, 6.2 and 6.4.
// Relative error below 1e-12 (against SciPy, see distributions_test.cpp) down to tails of 1e-300.
#pragma once

namespace cellar::study {

/// P(X >= x) of a chi-squared X with `degrees` >= 1; 1 for x <= 0.
double chi_squared_tail(double x, int degrees);

/// P(X >= x) of an F with `numerator` and `denominator` degrees of freedom, both >= 1; 1 for x <= 0.
double f_tail(double x, int numerator, int denominator);

}  // namespace cellar::study
