// SPDX-License-Identifier: Apache-2.0
#include <cellar/base/decimal.hpp>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include <cellar/base/rng.hpp>

using namespace cellar::base;

namespace {

constexpr int kDraws = 20'000;

std::string standard_shortest(double value) {
  std::array<char, 32> text;
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string standard_fixed(double value, int decimals) {
  std::array<char, 384> text;
  return {text.data(),
          std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals).ptr};
}

// Numbers where a rule changes: powers of two, whose lower neighbour is nearer, and of ten, and their neighbours.
template <class Check>
void for_special_numbers(Check check) {
  for (int exponent = -1074; exponent <= 1023; ++exponent) check(std::ldexp(1.0, exponent));
  for (int exponent = -320; exponent <= 308; ++exponent) {
    const double power = std::strtod(("1e" + std::to_string(exponent)).c_str(), nullptr);
    check(power);
    check(std::nextafter(power, 0.0));
    check(std::nextafter(power, std::numeric_limits<double>::infinity()));
  }
  for (const double value : {0.0, 0.5, 1.5, 2.5, 0.1, 0.3, 100.0, 123456.0, 9007199254740993.0, 1e22, 1e23, 5e-324,
                             123456789012345678.0, std::numeric_limits<double>::max(),
                             std::numeric_limits<double>::infinity()})
    for (const double sign : {1.0, -1.0}) check(sign * value);
}

}  // namespace

TEST_CASE("the shortest decimal is that of the standard library") {
  int different = 0;
  const auto check = [&](double value) { different += shortest_decimal(value) == standard_shortest(value) ? 0 : 1; };
  for_special_numbers(check);
  auto rng = Rng::derive(1, "decimal", 0);
  for (int i = 0; i < kDraws; ++i) {
    const auto any = std::bit_cast<double>(rng.next());
    if (!std::isnan(any)) check(any);
    check(rng.uniform());
    check(std::floor(rng.uniform() * 1e9) / 1e3);
    check(std::floor(rng.uniform() * 1e17));
  }
  CHECK(different == 0);
  CHECK(shortest_decimal(std::nan("")) == "nan");
}

TEST_CASE("fixed decimals are those of the standard library") {
  int different = 0;
  const auto check = [&](double value) {
    for (const int decimals : {0, 1, 2, 7})
      different += fixed_decimal(value, decimals) == standard_fixed(value, decimals) ? 0 : 1;
  };
  for_special_numbers(check);
  auto rng = Rng::derive(2, "decimal", 0);
  for (int i = 0; i < kDraws / 4; ++i) {
    check(rng.uniform());
    check(100 * rng.uniform());
    check(std::floor(rng.uniform() * 4096) / 64);  // halves, which are exact
    const auto any = std::bit_cast<double>(rng.next());
    if (!std::isnan(any)) check(any);
  }
  CHECK(different == 0);
}
