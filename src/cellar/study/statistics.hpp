// SPDX-License-Identifier: Apache-2.0
// Location, spread, and the comparison of two paired samples. docs/statistics.md has the definitions with their
// sources.
#pragma once

#include <span>
#include <vector>

namespace cellar::study {

struct Quartiles {
  double q25, median, q75;
};

/// Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, NumPy's default). Not empty.
Quartiles quartiles(std::vector<double> values);

/// Not empty. Sums run in the order of the values.
double mean_of(std::span<const double> values);

/// Sample standard deviation (n - 1); 0 for one value.
double sample_sd(std::span<const double> values, double mean);

/// sample_sd / sqrt(n).
double standard_error(std::span<const double> values, double mean);

/// The level at which differences are called so.
inline constexpr double kSignificanceLevel = 0.05;

/// Up to so many pairs with a difference the test's p-value is exact; above it comes from the normal distribution.
/// Fifty is where SciPy changes over too.
inline constexpr int kMostExactPairs = 50;

/// Wilcoxon's signed-rank test (Biometrics Bulletin 1, 1945), two-sided, with zero differences by Pratt's rule (JASA
/// 54, 1959): they take part in the ranking and then drop out. Ties share the mean rank. Differences that agree within
/// 2^-40 count as equal, so that no rounding of a subtraction is ranked.
struct SignedRankTest {
  int pairs = 0;
  int zeros = 0;        ///< pairs without a difference
  double positive = 0;  ///< sum of the ranks of the positive differences
  double negative = 0;
  double p = 1;
  /// From the distribution over all 2^(pairs - zeros) equally likely signs given the ranks, ties and zeros included;
  /// else from the normal distribution, with corrections for ties and continuity.
  bool exact = true;
  /// Matched-pairs rank-biserial correlation (Kerby 2014): (positive - negative) / (positive + negative); 0 where no
  /// pair differs.
  double rank_biserial = 0;
};

SignedRankTest wilcoxon_signed_rank(std::span<const double> differences);

/// The smallest p-value that `pairs` pairs can give: 2 / 2^pairs.
double smallest_signed_rank_p(int pairs);

/// Probability that a draw of `a` is greater than one of `b`, ties counting half (A of Vargha and Delaney 2000), over
/// all pairs of draws. Neither is empty.
double vargha_delaney(std::span<const double> a, std::span<const double> b);

/// Adjusted p-values by Holm's step-down rule (Scandinavian Journal of Statistics 6, 1979), in the given order.
std::vector<double> holm(std::span<const double> p_values);

}  // namespace cellar::study
