// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/plot_axis.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include <cellar/base/math.hpp>
#include <cellar/io/number.hpp>

namespace cellar::io {
namespace {

constexpr std::array<int, 3> kMantissas = {1, 2, 5};

// digit * 10^exponent, correctly rounded for the exponents a plot meets (up to 22), so that its shortest text is short.
double scaled(int digit, int exponent) {
  double power = 1;
  for (int i = 0; i < std::abs(exponent); ++i) power *= 10;
  return exponent < 0 ? digit / power : digit * power;
}

int exponent_below(double value) {
  int exponent = 0;
  while (scaled(1, exponent) > value) --exponent;
  while (scaled(1, exponent + 1) <= value) ++exponent;
  return exponent;
}

std::vector<Tick> linear_ticks(const Axis& axis, int most) {
  const double span = axis.max - axis.min;
  if (!(span > 0)) return {{axis.min, shortest(axis.min)}};
  int exponent = exponent_below(span / most);
  std::size_t mantissa = 0;
  while (span / scaled(kMantissas[mantissa], exponent) > most) {
    mantissa = (mantissa + 1) % kMantissas.size();
    if (mantissa == 0) ++exponent;
  }
  const double step = scaled(kMantissas[mantissa], exponent);
  std::vector<Tick> result;
  for (double i = std::ceil(axis.min / step); i * step <= axis.max; ++i)
    result.push_back({i * step, fixed(i * step, std::max(0, -exponent))});
  return result;
}

std::vector<Tick> logarithmic_ticks(const Axis& axis, int most) {
  const int first = exponent_below(axis.min);
  const int last = exponent_below(axis.max);
  const bool tight = (last - first + 1) * static_cast<int>(kMantissas.size()) > most;
  std::vector<Tick> result;
  for (int exponent = first; exponent <= last; ++exponent) {
    for (const int mantissa : kMantissas) {
      const double value = scaled(mantissa, exponent);
      if (value < axis.min || value > axis.max || (tight && mantissa != 1)) continue;
      result.push_back({value, shortest(value)});
    }
  }
  return result;
}

}  // namespace

double Axis::position(double value) const {
  value = std::clamp(value, min, max);
  if (!(max > min)) return from;
  const double share = scale == Scale::linear ? (value - min) / (max - min) : base::log(value / min) / base::log(max / min);
  return from + share * (to - from);
}

std::vector<Tick> ticks(const Axis& axis, int most) {
  return axis.scale == Scale::linear ? linear_ticks(axis, most) : logarithmic_ticks(axis, most);
}

}  // namespace cellar::io
