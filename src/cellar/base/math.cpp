// SPDX-License-Identifier: Apache-2.0
#include <cellar/base/math.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace cellar::base {
namespace {

// ln 2 in two parts (fdlibm's split): the first has 32 trailing zero bits, so k * kLn2High is exact for |k| < 2^11.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;

// 2^k for the exponents of normal numbers.
double power_of_two(int k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

// A quotient of polynomials of degree N, coefficients from the highest power down.
template <std::size_t N>
double quotient(const std::array<double, N + 1>& numerator, const std::array<double, N + 1>& denominator, double x) {
  double above = numerator[0];
  double below = denominator[0];
  for (std::size_t i = 1; i <= N; ++i) {
    above = above * x + numerator[i];
    below = below * x + denominator[i];
  }
  return above / below;
}

// Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23, 1969, as in his program CALERF:
// erf(x) / x of x^2 up to 0.46875; exp(x^2) erfc(x) of x up to 4; beyond, its asymptotic part of 1 / x^2.
constexpr std::array<double, 5> kErfAbove = {1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2,
                                             3.77485237685302021e2, 3.20937758913846947e3};
constexpr std::array<double, 5> kErfBelow = {1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3,
                                             2.84423683343917062e3};
constexpr std::array<double, 9> kMiddleAbove = {2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0,
                                                6.61191906371416295e1,  2.98635138197400131e2,  8.81952221241769090e2,
                                                1.71204761263407058e3,  2.05107837782607147e3,  1.23033935479799725e3};
constexpr std::array<double, 9> kMiddleBelow = {1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
                                                1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3,
                                                3.43936767414372164e3, 1.23033935480374942e3};
constexpr std::array<double, 6> kTailAbove = {1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
                                              1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4};
constexpr std::array<double, 6> kTailBelow = {1, 2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1,
                                              6.05183413124413191e-2, 2.33520497626869185e-3};
// Cephes (Moshier), double/tanh.c: (tanh(x) / x - 1) / x^2 of x^2 up to 0.625.
constexpr std::array<double, 4> kTanhAbove = {0, -9.64399179425052238628e-1, -9.92877231001918586564e1,
                                              -1.61468768441708447952e3};
constexpr std::array<double, 4> kTanhBelow = {1, 1.12811678491632931402e2, 2.23548839060100448583e3,
                                              4.84406305325125486048e3};
constexpr double kInverseSqrtPi = 5.6418958354775628695e-1;
constexpr double kInverseSqrtTwo = 7.0710678118654752440e-1;

// exp(-x^2): the square in two parts, the first exact, as a rounding of x^2 would be x^2 times larger in the result.
double exp_of_minus_square(double x) {
  const double head = std::floor(x * 16) / 16;
  return exp(-head * head) * exp(-(x - head) * (x + head));
}

}  // namespace

double log(double x) {
  if (std::isnan(x) || x < 0) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0) return -std::numeric_limits<double>::infinity();
  if (std::isinf(x)) return x;
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {  // subnormal: scale into the normal range
    x *= power_of_two(54);
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++exponent;
  }
  // log m = 2 artanh s with s = (m-1)/(m+1), |s| <= 0.1716: eleven terms reach 2^-54.
  const double s = (m - 1) / (m + 1);
  const double s2 = s * s;
  double sum = 0;
  for (int k = 21; k >= 3; k -= 2) sum = (sum + 1.0 / k) * s2;
  return exponent * kLn2High + (exponent * kLn2Low + 2 * s * sum + 2 * s);
}

double exp(double x) {
  if (std::isnan(x)) return x;
  if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
  if (x < -745.1332191019412) return 0;
  const int k = static_cast<int>(std::floor(x * 1.4426950408889634 + 0.5));
  const double r = (x - k * kLn2High) - k * kLn2Low;  // |r| <= 0.347: fourteen Taylor terms reach 2^-54
  double sum = 1;
  for (int n = 14; n >= 1; --n) sum = 1 + sum * r / n;
  const int half = k / 2;  // two factors, so that results in the subnormal range and 2^1024 do not overflow on the way
  return sum * power_of_two(half) * power_of_two(k - half);
}

double tanh(double x) {
  if (std::isnan(x) || x == 0) return x;
  const double size = std::fabs(x);
  if (size < 0.625) return x + x * (x * x) * quotient<3>(kTanhAbove, kTanhBelow, x * x);
  const double rising = size > 22 ? 1 : 1 - 2 / (exp(2 * size) + 1);  // beyond 22 the rest is below half an ulp of 1
  return x > 0 ? rising : -rising;
}

double erfc(double x) {
  if (std::isnan(x)) return x;
  const double size = std::fabs(x);
  if (size <= 0.46875) return 1 - x * quotient<4>(kErfAbove, kErfBelow, x * x);
  if (size > 27) return x > 0 ? 0 : 2;  // below the least positive double
  double scaled = 0;
  if (size <= 4) {
    scaled = quotient<8>(kMiddleAbove, kMiddleBelow, size);
  } else {
    const double inverse_square = 1 / (size * size);
    scaled = (kInverseSqrtPi - inverse_square * quotient<5>(kTailAbove, kTailBelow, inverse_square)) / size;
  }
  const double tail = exp_of_minus_square(size) * scaled;
  return x > 0 ? tail : 2 - tail;
}

double normal_pdf(double x) { return kInverseSqrtTwo * kInverseSqrtPi * exp(-0.5 * x * x); }

double normal_cdf(double x) { return 0.5 * erfc(-x * kInverseSqrtTwo); }

}  // namespace cellar::base
