// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include <cellar/base/math.hpp>
#include <cellar/base/rng.hpp>
#include <cellar/base/sha256.hpp>

using namespace cellar;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Doubles between a and b. Bits are reordered so that neighbouring doubles are neighbouring integers.
std::uint64_t ulp_distance(double a, double b) {
  const auto ordered = [](double x) {
    const auto bits = std::bit_cast<std::int64_t>(x);
    return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
  };
  const std::int64_t d = ordered(a) - ordered(b);
  return static_cast<std::uint64_t>(d < 0 ? -d : d);
}

}  // namespace

TEST_CASE("log agrees with the C library within 2 ulp over all magnitudes") {
  base::Rng rng(1);
  std::uint64_t worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const auto bits = rng.next() >> 1;  // positive, every exponent
    const double x = std::bit_cast<double>(bits);
    if (!std::isfinite(x)) continue;
    worst = std::max(worst, ulp_distance(base::log(x), std::log(x)));
  }
  CHECK(worst <= 2);
}

TEST_CASE("log agrees with the C library within 2 ulp around 1, where it vanishes") {
  base::Rng rng(2);
  std::uint64_t worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = 1 + (rng.uniform() - 0.5) * std::ldexp(1.0, -static_cast<int>(rng.below(40)));
    worst = std::max(worst, ulp_distance(base::log(x), std::log(x)));
  }
  CHECK(worst <= 2);
}

TEST_CASE("exp agrees with the C library within 2 ulp from underflow to overflow") {
  base::Rng rng(3);
  std::uint64_t worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double wide = -745.2 + rng.uniform() * (709.79 + 745.2);
    const double narrow = (rng.uniform() - 0.5) * std::ldexp(1.0, -static_cast<int>(rng.below(60)));
    worst = std::max(worst, ulp_distance(base::exp(wide), std::exp(wide)));
    worst = std::max(worst, ulp_distance(base::exp(narrow), std::exp(narrow)));
  }
  CHECK(worst <= 2);
}

TEST_CASE("log and exp at their special values") {
  CHECK(base::log(1) == 0);
  CHECK(base::log(0) == -kInfinity);
  CHECK(base::log(-0.0) == -kInfinity);
  CHECK(base::log(kInfinity) == kInfinity);
  CHECK(std::isnan(base::log(-1)));
  CHECK(std::isnan(base::log(-kInfinity)));
  CHECK(std::isnan(base::log(std::nan(""))));
  CHECK(ulp_distance(base::log(std::numeric_limits<double>::denorm_min()), -744.4400719213812) <= 2);

  CHECK(base::exp(0) == 1);
  CHECK(base::exp(-0.0) == 1);
  CHECK(base::exp(kInfinity) == kInfinity);
  CHECK(base::exp(-kInfinity) == 0);
  CHECK(std::isnan(base::exp(std::nan(""))));
  CHECK(base::exp(709.79) == kInfinity);
  CHECK(base::exp(709.78) < kInfinity);
  CHECK(base::exp(-745.14) == 0);
  CHECK(base::exp(-745.13) == std::numeric_limits<double>::denorm_min());
}

TEST_CASE("tanh agrees with the C library within 2 ulp from the smallest arguments to 1") {
  base::Rng rng(6);
  std::uint64_t worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double wide = 50 * (rng.uniform() - 0.5);
    const double narrow = (rng.uniform() - 0.5) * std::ldexp(1.0, -static_cast<int>(rng.below(60)));
    worst = std::max(worst, ulp_distance(base::tanh(wide), std::tanh(wide)));
    worst = std::max(worst, ulp_distance(base::tanh(narrow), std::tanh(narrow)));
  }
  CHECK(worst <= 2);
  CHECK(base::tanh(0) == 0);
  CHECK(std::signbit(base::tanh(-0.0)));
  CHECK(base::tanh(kInfinity) == 1);
  CHECK(base::tanh(-kInfinity) == -1);
  CHECK(std::isnan(base::tanh(std::nan(""))));
}

TEST_CASE("erfc agrees with the C library, far into the tail") {
  base::Rng rng(5);
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double x = -6 + 32 * rng.uniform();
    worst = std::max(worst, std::fabs(base::erfc(x) / std::erfc(x) - 1));
  }
  CHECK(worst < 1e-14);
}

TEST_CASE("erfc, normal density and normal distribution at known values") {
  CHECK(base::erfc(0) == 1);
  CHECK(base::erfc(1) == doctest::Approx(0.15729920705028513066).epsilon(1e-15));
  CHECK(base::erfc(-1) == doctest::Approx(1.84270079294971486934).epsilon(1e-15));
  CHECK(base::erfc(5) == doctest::Approx(1.5374597944280348502e-12).epsilon(1e-14));
  CHECK(base::erfc(28) == 0);
  CHECK(base::erfc(-kInfinity) == 2);
  CHECK(std::isnan(base::erfc(std::nan(""))));

  CHECK(base::normal_pdf(0) == doctest::Approx(0.39894228040143267794).epsilon(1e-15));
  CHECK(base::normal_pdf(-2) == doctest::Approx(0.05399096651318805195).epsilon(1e-15));
  CHECK(base::normal_cdf(0) == 0.5);
  CHECK(base::normal_cdf(1.959963984540054) == doctest::Approx(0.975).epsilon(1e-15));
  CHECK(base::normal_cdf(-1) == doctest::Approx(0.15865525393145705141).epsilon(1e-14));
  CHECK(base::normal_cdf(-10) == doctest::Approx(7.6198530241605260660e-24).epsilon(1e-13));
  CHECK(base::normal_cdf(-37) == doctest::Approx(5.7255712225239266e-300).epsilon(1e-12));
}

// The bits themselves, so that a build which contracts to fused multiply-add or calls a C library is found out.
TEST_CASE("log, exp and the draws built on them give pinned bits on every build") {
  base::Rng rng(4);
  base::Sha256 hash;
  const auto add = [&](double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    std::array<std::uint8_t, 8> bytes;
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(bits >> (8 * i));
    hash.update(bytes);
  };
  for (int i = 0; i < 10'000; ++i) {
    add(base::log(std::bit_cast<double>(rng.next() >> 2)));
    add(base::exp(-700 + 1400 * rng.uniform()));
    add(rng.normal());
  }
  CHECK(base::to_hex(hash.digest()) == "8c64418680ea9947c3a2fa71a97cb2c1143982c5c76676bd420a458397049f3a");
}
