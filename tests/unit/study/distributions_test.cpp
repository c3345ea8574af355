// SPDX-License-Identifier: Apache-2.0
// Expected values: SciPy 1.17.1, scipy.stats.chi2.sf(x, degrees) and scipy.stats.f.sf(x, numerator, denominator).
#include <cellar/study/distributions.hpp>

#include <cmath>

#include <doctest/doctest.h>

using namespace cellar;

namespace {

void check_relative(double value, double expected) {
  CAPTURE(expected);
  CHECK(std::abs(value / expected - 1) < 1e-12);
}

}  // namespace

TEST_CASE("tails of the chi-squared distribution") {
  check_relative(study::chi_squared_tail(0.5, 1), 0.47950012218695337);
  check_relative(study::chi_squared_tail(3.84, 1), 0.05004352124870519);
  check_relative(study::chi_squared_tail(9.28, 3), 0.025790724198756772);
  check_relative(study::chi_squared_tail(25, 10), 0.005345505487134069);
  check_relative(study::chi_squared_tail(2, 10), 0.9963401531726563);
  check_relative(study::chi_squared_tail(300, 19), 2.0005232442947767e-52);
  check_relative(study::chi_squared_tail(1000, 5), 6.0100776879208495e-214);
  CHECK(study::chi_squared_tail(0, 3) == 1);
}

TEST_CASE("tails of the F distribution") {
  check_relative(study::f_tail(3.69, 3, 39), 0.01974409968948888);
  check_relative(study::f_tail(0.2, 3, 39), 0.895750996633736);
  check_relative(study::f_tail(2.85, 2, 26), 0.07601216716731254);
  check_relative(study::f_tail(1, 10, 290), 0.44346263740010594);
  check_relative(study::f_tail(50, 10, 290), 2.5060396507641674e-57);
  check_relative(study::f_tail(1000, 1, 1), 0.020124978303644132);
  check_relative(study::f_tail(4, 1, 4), 0.11611652351681556);
  CHECK(study::f_tail(0, 3, 39) == 1);
}
