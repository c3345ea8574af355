// SPDX-License-Identifier: Apache-2.0
#include <cellar/base/math.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace cellar::base {
namespace {

// ln 2 in two parts (fdlibm's split): the first has 32 trailing zero bits, so k * kLn2High is exact for |k| < 2^11.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;

// 2^k for the exponents of normal numbers.
double power_of_two(int k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

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

}  // namespace cellar::base
