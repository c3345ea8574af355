// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/statistics_friedman.hpp>

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include <cellar/study/ranks.hpp>

using namespace cellar;

namespace {

using Values = std::vector<double>;
using Rows = std::vector<Values>;

Rows ranked(const Rows& values, study::Best best) {
  Rows ranks;
  for (const auto& row : values) ranks.push_back(study::average_ranks(row, best));
  return ranks;
}

// Table 6 of Demšar, JMLR 7 (2006): AUC of C4.5, C4.5+m, C4.5+cf and C4.5+m+cf on fourteen data sets.
Rows demsar() {
  return ranked({{0.763, 0.768, 0.771, 0.798}, {0.599, 0.591, 0.590, 0.569}, {0.954, 0.971, 0.968, 0.967},
                 {0.628, 0.661, 0.654, 0.657}, {0.882, 0.888, 0.886, 0.898}, {0.936, 0.931, 0.916, 0.931},
                 {0.661, 0.668, 0.609, 0.685}, {0.583, 0.583, 0.563, 0.625}, {0.775, 0.838, 0.866, 0.875},
                 {1.000, 1.000, 1.000, 1.000}, {0.940, 0.962, 0.965, 0.962}, {0.619, 0.666, 0.614, 0.669},
                 {0.972, 0.981, 0.9751, 0.975}, {0.957, 0.978, 0.946, 0.970}},
                study::Best::highest);
}

}  // namespace

TEST_CASE("Hollander and Wolfe's rounding times") {
  // Three ways round first base of 22 players; example of R's friedman.test: chi-squared 11.143, df 2, p 0.003805.
  const Rows times = {{5.40, 5.50, 5.55}, {5.85, 5.70, 5.75}, {5.20, 5.60, 5.50}, {5.55, 5.50, 5.40},
                      {5.90, 5.85, 5.70}, {5.45, 5.55, 5.60}, {5.40, 5.40, 5.35}, {5.45, 5.50, 5.35},
                      {5.25, 5.15, 5.00}, {5.85, 5.80, 5.70}, {5.25, 5.20, 5.10}, {5.65, 5.55, 5.45},
                      {5.60, 5.35, 5.45}, {5.05, 5.00, 4.95}, {5.50, 5.50, 5.40}, {5.45, 5.55, 5.50},
                      {5.55, 5.55, 5.35}, {5.45, 5.50, 5.55}, {5.50, 5.45, 5.25}, {5.65, 5.60, 5.40},
                      {5.70, 5.65, 5.55}, {6.30, 6.30, 6.25}};
  const auto test = study::friedman(ranked(times, study::Best::lowest));
  REQUIRE(test);
  CHECK(test->chi_squared == doctest::Approx(11.142857142857132).epsilon(1e-12));
  CHECK(test->p_chi_squared == doctest::Approx(0.003805040775511383).epsilon(1e-12));
}

TEST_CASE("Demšar's example of four classifiers") {
  const auto test = study::friedman(demsar());
  REQUIRE(test);
  const Values published = {3.143, 2.000, 2.893, 1.964};
  for (std::size_t i = 0; i < 4; ++i) CHECK(test->mean_ranks[i] == doctest::Approx(published[i]).epsilon(0.0003));
  // He does without the correction for ties (9.28 and 3.69); with it, SciPy 1.17.1's friedmanchisquare and f.sf give
  CHECK(test->chi_squared == doctest::Approx(10.228346456692925).epsilon(1e-12));
  CHECK(test->p_chi_squared == doctest::Approx(0.016721580328441323).epsilon(1e-10));
  CHECK(*test->f == doctest::Approx(4.1851301115241695).epsilon(1e-12));
  CHECK(test->p == doctest::Approx(0.011620659515310975).epsilon(1e-10));
  CHECK(*study::nemenyi_critical_difference(4, 14) == doctest::Approx(1.25).epsilon(0.005));  // his figure 1(a)
}

TEST_CASE("critical values of Nemenyi's test are those of Demšar's table 5") {
  const Values published = {1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164};
  for (int groups = 2; groups <= 10; ++groups) {
    // With 6 N = k (k + 1) the root is one.
    const double difference = *study::nemenyi_critical_difference(groups, 1);
    const double root = std::sqrt(groups * (groups + 1) / 6.0);
    CHECK(difference / root == doctest::Approx(published[static_cast<std::size_t>(groups - 2)]).epsilon(0.0005));
  }
  CHECK(!study::nemenyi_critical_difference(1, 5));
  CHECK(study::nemenyi_critical_difference(20, 5));
  CHECK(!study::nemenyi_critical_difference(21, 5));
}

TEST_CASE("blocks that all agree have the exact probability of that") {
  const auto test = study::friedman(Rows(3, {1, 2, 3}));
  REQUIRE(test);
  CHECK(test->chi_squared == doctest::Approx(6));
  CHECK(!test->f);
  CHECK(test->p == doctest::Approx(1.0 / 36));  // (1 / 3!)^2
  CHECK(study::friedman(Rows(3, {1.5, 1.5, 3}))->p == doctest::Approx(1.0 / 9));  // three orders of a block
}

TEST_CASE("where everything is tied nothing differs") {
  const auto test = study::friedman(Rows(4, {2, 2, 2}));
  REQUIRE(test);
  CHECK(test->p == 1);
  CHECK(test->chi_squared == 0);
}

TEST_CASE("a test needs two blocks and two groups") {
  CHECK(!study::friedman(Rows{{1, 2}}));
  CHECK(!study::friedman(Rows{{1}, {1}}));
  CHECK(!study::friedman(Rows{}));
}

TEST_CASE("another order of groups or blocks changes nothing but the order") {
  Rows turned = demsar();
  for (auto& row : turned) std::rotate(row.begin(), row.begin() + 1, row.end());
  std::rotate(turned.begin(), turned.begin() + 5, turned.end());
  const auto before = study::friedman(demsar()), after = study::friedman(turned);
  CHECK(after->p == doctest::Approx(before->p).epsilon(1e-12));
  for (std::size_t i = 0; i < 4; ++i) CHECK(after->mean_ranks[i] == doctest::Approx(before->mean_ranks[(i + 1) % 4]));
}

TEST_CASE("groups closer than the critical difference stand under one bar") {
  using Sets = std::vector<std::vector<std::size_t>>;
  const Values ranks = {3.143, 2.000, 2.893, 1.964};  // Demšar's figure 1(a): two bars
  CHECK(study::undistinguished_groups(ranks, 1.25) == Sets{{3, 1, 2, 0}});
  CHECK(study::undistinguished_groups(ranks, 1.15) == Sets{{3, 1, 2}, {1, 2, 0}});
  CHECK(study::undistinguished_groups(ranks, 0.01).empty());
  CHECK(study::undistinguished_groups(Values{1, 2}, 1).empty());  // exactly as far apart differs
}
