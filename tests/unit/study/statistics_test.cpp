// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/statistics.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include <cellar/base/rng.hpp>

using namespace cellar;
using study::wilcoxon_signed_rank;

namespace {

using Values = std::vector<double>;

// The p-value by its definition: all sign patterns of the ranks are equally likely. `ranks` without those of zeros.
double enumerated_p(const Values& ranks, double positive) {
  double lower = 0, upper = 0;
  const std::size_t patterns = std::size_t{1} << ranks.size();
  for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
    double sum = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) sum += (pattern >> i) % 2 == 1 ? ranks[i] : 0;
    lower += sum <= positive;
    upper += sum >= positive;
  }
  return std::min(1.0, 2 * std::min(lower, upper) / static_cast<double>(patterns));
}

}  // namespace

TEST_CASE("quartiles are NumPy's") {
  const auto q = study::quartiles({4, 1, 3, 2, 10});  // np.percentile([...], [25, 50, 75]) = 2, 3, 4
  CHECK(q.q25 == 2);
  CHECK(q.median == 3);
  CHECK(q.q75 == 4);
  const auto even = study::quartiles({1, 2, 3, 4});  // 1.75, 2.5, 3.25
  CHECK(even.q25 == 1.75);
  CHECK(even.median == 2.5);
  CHECK(even.q75 == 3.25);
  CHECK(study::quartiles({7}).q25 == 7);
}

TEST_CASE("mean, standard deviation and standard error") {
  const Values values = {2, 4, 4, 4, 5, 5, 7, 9};
  CHECK(study::mean_of(values) == 5);
  CHECK(study::sample_sd(values, 5) == doctest::Approx(std::sqrt(32.0 / 7)));
  CHECK(study::standard_error(values, 5) == doctest::Approx(std::sqrt(32.0 / 7 / 8)));
  CHECK(study::sample_sd(Values{3}, 3) == 0);
}

TEST_CASE("the signed-rank test agrees with the published table of critical values") {
  // Two-sided 5 % points of the smaller rank sum (Wilcoxon and Wilcox 1964, table 2): 0 for n = 6, 8 for n = 10, 52 for
  // n = 20; and none for n = 5.
  CHECK(wilcoxon_signed_rank(Values{1, 2, 3, 4, 5}).p == 0.0625);
  CHECK(wilcoxon_signed_rank(Values{1, 2, 3, 4, 5, 6}).p == 0.03125);
  CHECK(wilcoxon_signed_rank(Values{1, 2, 3, 4, 5, 6, 7, -8, 9, 10}).p == doctest::Approx(50.0 / 1024));  // W = 8
  CHECK(wilcoxon_signed_rank(Values{-1, 2, 3, 4, 5, 6, 7, -8, 9, 10}).p > 0.05);                          // W = 9
  Values twenty;
  for (int i = 1; i <= 20; ++i) twenty.push_back(i == 20 || i == 18 || i == 14 ? -i : i);  // W = 52
  CHECK(wilcoxon_signed_rank(twenty).p <= 0.05);
  twenty[0] = -1;  // W = 53
  CHECK(wilcoxon_signed_rank(twenty).p > 0.05);
}

TEST_CASE("ties share ranks and zeros take part in the ranking, as Pratt has it") {
  // Differences of the often printed example 125-110, 115-122, …; rank sums and p by enumeration in Python.
  const auto test = wilcoxon_signed_rank(Values{15, -7, 5, 20, 0, -9, 17, -12, 5, -10});
  CHECK(test.pairs == 10);
  CHECK(test.zeros == 1);
  CHECK(test.positive == 32);
  CHECK(test.negative == 22);
  CHECK(test.exact);
  CHECK(test.p == 0.64453125);
  CHECK(test.p == enumerated_p({9, 4, 2.5, 10, 5, 8, 7, 2.5, 6}, 32) );
  CHECK(test.rank_biserial == doctest::Approx(10.0 / 54));
}

TEST_CASE("Demšar's example of two classifiers on fourteen data sets") {
  // JMLR 7 (2006), table 2: rank sums 93 and 12, where the two zeros' ranks 1.5 + 1.5 are split evenly; Pratt drops
  // them.
  const auto test = wilcoxon_signed_rank(Values{0.005, -0.008, 0.017, 0.033, 0.006, -0.005, 0.007, 0, 0.063, 0, 0.022,
                                                0.047, 0.009, 0.021});
  CHECK(test.positive == 93 - 1.5);
  CHECK(test.negative == 12 - 1.5);
  CHECK(test.p == 0.0078125);  // enumerated in Python
  CHECK(test.rank_biserial == doctest::Approx(81.0 / 102));
}

TEST_CASE("more than fifty differing pairs take the normal distribution, corrected for ties, zeros and continuity") {
  // scipy.stats.wilcoxon(x, zero_method='pratt', method='approx', correction=True) of SciPy 1.17.1
  const auto test = wilcoxon_signed_rank(Values{
      -0.5, -1.0, 0.1,  0.7,  1.4,  0.4,  -0.3, -0.5, 1.0,  1.9, 0.6, -0.9, -0.7, 1.9,  0.5,  -1.4, 0.2,  -0.9,
      -0.3, -0.2, -0.4, 0.9,  0.2,  -0.3, 0.7,  1.1,  -1.3, 0.0, -0.7, 0.1, -1.0, 0.3,  0.3,  0.0,  -0.7, -0.1,
      -0.8, -1.1, 0.5,  -0.8, 1.5,  1.0,  -1.7, 0.6,  -0.8, 0.3, 0.3,  -1.7, 0.1, 0.0,  1.3,  -0.9, 1.0,  -0.8,
      0.0,  -0.5, 1.7,  0.9,  2.7,  0.9,  1.1,  1.1,  -0.3, 0.2, 1.7,  -0.1, 0.5, 0.3,  0.9,  -0.1});
  CHECK(!test.exact);
  CHECK(test.zeros == 4);
  CHECK(test.negative == 1041.5);
  CHECK(test.p == doctest::Approx(0.25218411859041345).epsilon(1e-10));
}

TEST_CASE("where the exact test ends the normal distribution nearly agrees with it") {
  Values differences;
  for (int i = 1; i <= study::kMostExactPairs; ++i) differences.push_back(i % 3 == 0 ? -i : i);
  const auto test = wilcoxon_signed_rank(differences);
  REQUIRE(test.exact);
  const double n = study::kMostExactPairs;
  const double expected = n * (n + 1) / 4, sd = std::sqrt(n * (n + 1) * (2 * n + 1) / 24);
  const double normal = std::erfc((test.positive - expected - 0.5) / sd / std::sqrt(2.0));
  CHECK(test.p == doctest::Approx(normal).epsilon(0.02));
}

TEST_CASE("equal samples do not differ") {
  const auto test = wilcoxon_signed_rank(Values(30, 0.0));
  CHECK(test.p == 1);
  CHECK(test.zeros == 30);
  CHECK(test.rank_biserial == 0);
  CHECK(wilcoxon_signed_rank(Values{}).p == 1);
}

TEST_CASE("exchanging the samples keeps p and turns the effect round") {
  base::Rng rng(1);
  for (int repeat = 0; repeat < 20; ++repeat) {
    Values a, b;
    for (int i = 0; i < 12; ++i) {
      const double difference = static_cast<double>(rng.below(7)) - 2;
      a.push_back(difference);
      b.push_back(-difference);
    }
    const auto there = wilcoxon_signed_rank(a), back = wilcoxon_signed_rank(b);
    CHECK(there.p == back.p);
    CHECK(there.rank_biserial == -back.rank_biserial);
    CHECK(there.p >= study::smallest_signed_rank_p(there.pairs));
  }
}

TEST_CASE("rounding of a subtraction is no difference") {
  CHECK(wilcoxon_signed_rank(Values{0.92 - 0.91 - 0.01, 0.3 - 0.2 - 0.1}).zeros == 2);
  const auto ties = wilcoxon_signed_rank(Values{0.92 - 0.91, 0.93 - 0.94});
  CHECK(ties.positive == 1.5);
  CHECK(ties.negative == 1.5);
}

TEST_CASE("the smallest p-value that n pairs can give") {
  CHECK(study::smallest_signed_rank_p(0) == 1);
  CHECK(study::smallest_signed_rank_p(1) == 1);
  CHECK(study::smallest_signed_rank_p(5) == 0.0625);
  CHECK(study::smallest_signed_rank_p(6) == 0.03125);
}

TEST_CASE("Vargha and Delaney's A is the share of wins, ties counting half") {
  CHECK(study::vargha_delaney(Values{2, 3}, Values{1, 1}) == 1);
  CHECK(study::vargha_delaney(Values{1, 1}, Values{2, 3}) == 0);
  CHECK(study::vargha_delaney(Values{1, 2, 3}, Values{1, 2, 3}) == 0.5);
  CHECK(study::vargha_delaney(Values{1, 4}, Values{2, 3, 1}) == doctest::Approx(3.5 / 6));
}

TEST_CASE("Holm's adjusted p-values never fall along the order and never exceed 1") {
  const auto adjusted = study::holm(Values{0.01, 0.04, 0.03, 0.005});  // R's p.adjust(…, "holm"): 0.03 0.06 0.06 0.02
  CHECK(adjusted[0] == doctest::Approx(0.03));
  CHECK(adjusted[1] == doctest::Approx(0.06));
  CHECK(adjusted[2] == doctest::Approx(0.06));
  CHECK(adjusted[3] == doctest::Approx(0.02));
  CHECK(study::holm(Values{0.9, 0.8}) == Values{1, 1});
  CHECK(study::holm(Values{}).empty());
}
