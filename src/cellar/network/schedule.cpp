// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/schedule.hpp>

#include <algorithm>

namespace cellar::network {
namespace {

constexpr double kPi = 3.14159265358979323846;

// Power series of cosine (first = 1) or sine (first = x), for |x| <= pi / 4: terms below 1e-16 are left out.
double series(double first, double x, int denominator) {
  double total = first;
  for (double term = first; denominator < 20; denominator += 2) {
    term *= -(x * x) / (denominator * (denominator + 1));
    total += term;
  }
  return total;
}

}  // namespace

// (1 + cos a) / 2 = cos^2(a / 2), with a / 2 from 0 to pi / 2.
double half_cosine(double share) {
  const double angle = kPi / 2 * std::min(share, 1 - share);
  const double root = share <= 0.5 ? series(1, angle, 1) : series(angle, angle, 2);
  return root * root;
}

double Schedule::rate(int step) const {
  const double cosine = end + (start - end) * half_cosine(static_cast<double>(step) / steps);
  return warm_up > 0 ? cosine * std::min(1.0, static_cast<double>(step + 1) / warm_up) : cosine;
}

}  // namespace cellar::network
