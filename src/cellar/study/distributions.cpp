// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/distributions.hpp>

#include <cmath>

#include <cellar/base/math.hpp>

namespace cellar::study {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kPrecision = 1e-16;  // below half a unit in the last place of 1: further terms change nothing
constexpr double kTiny = 1e-300;      // Lentz: stands in for a denominator of zero
constexpr int kMostTerms = 100'000;   // never met: the fractions take about the square root of their parameters

// ln Gamma(twice / 2), by Gamma(a + 1) = a Gamma(a) from Gamma(1) or Gamma(1/2): only whole and half arguments occur.
double log_gamma_of_half(int twice) {
  const bool odd = twice % 2 != 0;
  double sum = odd ? 0.5 * base::log(kPi) : 0;
  for (double a = odd ? 0.5 : 1; 2 * a < twice; ++a) sum += base::log(a);
  return sum;
}

// One step of Lentz's method; the fraction has converged where the returned factor is 1.
struct Lentz {
  double c, d, value;
  double step(double numerator, double denominator) {
    d = denominator + numerator * d;
    c = denominator + numerator / c;
    if (std::abs(d) < kTiny) d = kTiny;
    if (std::abs(c) < kTiny) c = kTiny;
    d = 1 / d;
    const double factor = c * d;
    value *= factor;
    return factor;
  }
};

double lower_gamma_series(double a, double x) {
  double term = 1 / a, sum = term;
  for (int n = 1; n < kMostTerms && term > sum * kPrecision; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

double upper_gamma_fraction(double a, double x) {
  const double first = x + 1 - a;
  Lentz fraction{1 / kTiny, 1 / first, 1 / first};
  for (int n = 1; n < kMostTerms; ++n)
    if (std::abs(fraction.step(-n * (n - a), x + 1 - a + 2 * n) - 1) < kPrecision) break;
  return fraction.value;
}

// Q(a, x), regularised, with a = twice_a / 2.
double upper_gamma(int twice_a, double x) {
  if (!(x > 0)) return 1;
  const double a = twice_a / 2.0;
  const double front = base::exp(a * base::log(x) - x - log_gamma_of_half(twice_a));
  return x < a + 1 ? 1 - front * lower_gamma_series(a, x) : front * upper_gamma_fraction(a, x);
}

double beta_fraction(double a, double b, double x) {
  double first = 1 - (a + b) * x / (a + 1);
  if (std::abs(first) < kTiny) first = kTiny;
  Lentz fraction{1, 1 / first, 1 / first};
  for (int m = 1; m < kMostTerms; ++m) {
    const double at = a + 2 * m;
    fraction.step(m * (b - m) * x / ((at - 1) * at), 1);
    const double factor = fraction.step(-(a + m) * (a + b + m) * x / (at * (at + 1)), 1);
    if (std::abs(factor - 1) < kPrecision) break;
  }
  return fraction.value;
}

// I_x(a, b), regularised, with a = twice_a / 2 and b = twice_b / 2; `rest` is 1 - x, which the caller knows exactly.
double incomplete_beta(int twice_a, int twice_b, double x, double rest) {
  if (!(x > 0)) return 0;
  if (!(rest > 0)) return 1;
  const double a = twice_a / 2.0, b = twice_b / 2.0;
  const double front = base::exp(log_gamma_of_half(twice_a + twice_b) - log_gamma_of_half(twice_a) -
                                 log_gamma_of_half(twice_b) + a * base::log(x) + b * base::log(rest));
  return x < (a + 1) / (a + b + 2) ? front * beta_fraction(a, b, x) / a : 1 - front * beta_fraction(b, a, rest) / b;
}

}  // namespace

double chi_squared_tail(double x, int degrees) { return upper_gamma(degrees, x / 2); }

double f_tail(double x, int numerator, int denominator) {
  if (!(x > 0)) return 1;
  const double scaled = numerator * x;
  return incomplete_beta(denominator, numerator, denominator / (denominator + scaled), scaled / (denominator + scaled));
}

}  // namespace cellar::study
