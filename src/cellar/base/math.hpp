// SPDX-License-Identifier: Apache-2.0
// Elementary functions that give the same bits on every build. The C library's exp and log differ between glibc and
// musl (Emscripten); these use only correctly rounded operations (+ - * / and sqrt), so IEEE 754 fixes every bit.
#pragma once

namespace cellar::base {

/// Natural logarithm, error below 2 ulp. log(0) is -infinity; negative or NaN arguments give NaN.
double log(double x);

/// e to the power of x, error below 2 ulp; 0 below -745.2, infinity above 709.8.
double exp(double x);

/// Hyperbolic tangent, error below 2 ulp.
double tanh(double x);

/// Complementary error function 2/sqrt(pi) * integral of exp(-t^2) from x to infinity, relative error below 1e-14 down
/// to the smallest normal result.
double erfc(double x);

/// Density of the standard normal distribution.
double normal_pdf(double x);

/// Its distribution function, the probability of a value up to x; relative error below 1e-12 down to x = -37.
double normal_cdf(double x);

}  // namespace cellar::base
