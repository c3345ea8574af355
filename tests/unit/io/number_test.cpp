// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/number.hpp>

#include <doctest/doctest.h>

using namespace cellar::io;

TEST_CASE("shortest form is short and loses nothing") {
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(1.0 / 3) == "0.3333333333333333");
  CHECK(shortest(1e6) == "1e+06");
  CHECK(shortest(98) == "98");
  CHECK(shortest(-0.0) == "-0");
  CHECK(shortest(5e-324) == "5e-324");
  CHECK(shortest(1.7976931348623157e308) == "1.7976931348623157e+308");
}

TEST_CASE("fixed decimals are correctly rounded") {
  CHECK(fixed(2.675, 2) == "2.67");  // the double lies below
  CHECK(fixed(2.5, 0) == "2");       // a tie goes to even
  CHECK(fixed(1e300, 0).size() == 301);
  CHECK(percent(0.945678, 2) == "94.57");
}
