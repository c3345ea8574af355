// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/ranks.hpp>

#include <doctest/doctest.h>

using namespace cellar;

using Values = std::vector<double>;

TEST_CASE("tied values share the mean of their places") {
  CHECK(study::average_ranks(Values{0.9, 0.95, 0.9, 0.8}, study::Best::highest) == Values{2.5, 1, 2.5, 4});
  CHECK(study::average_ranks(Values{0.9, 0.95, 0.9, 0.8}, study::Best::lowest) == Values{2.5, 4, 2.5, 1});
  CHECK(study::average_ranks(Values{1, 1, 1}, study::Best::lowest) == Values{2, 2, 2});
  CHECK(study::average_ranks(Values{}, study::Best::lowest).empty());
}

TEST_CASE("groups of equal values are counted") {
  CHECK(study::tie_sizes(Values{3, 1, 3, 3, 2}) == std::vector<int>{1, 1, 3});
}

TEST_CASE("mean ranks are means of columns") {
  CHECK(study::mean_rows(std::vector<Values>{{1, 2}, {2, 1}, {1, 2}}) == Values{4.0 / 3, 5.0 / 3});
}
