// SPDX-License-Identifier: Apache-2.0
// Several groups over several blocks: Friedman's test, and Nemenyi's critical difference of mean ranks (Demšar, JMLR 7,
// 2006, "Statistical comparisons of classifiers over multiple data sets").
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace cellar::study {

struct FriedmanTest {
  int blocks = 0;
  int groups = 0;
  std::vector<double> mean_ranks;  ///< by group
  double chi_squared = 0;          ///< with the correction for ties; groups - 1 degrees of freedom
  double p_chi_squared = 1;
  /// Iman and Davenport (1980): (blocks - 1) chi2 / (blocks (groups - 1) - chi2), distributed as F with groups - 1 and
  /// (groups - 1)(blocks - 1) degrees of freedom. Nothing where all blocks agree and the denominator vanishes.
  std::optional<double> f;
  /// From F; where all blocks agree the exact probability of that: one over the number of orders of a block, to the
  /// power of blocks - 1.
  double p = 1;
};

/// `ranks`: a row per block as average_ranks gives them. Nothing for less than two blocks or groups.
std::optional<FriedmanTest> friedman(std::span<const std::vector<double>> ranks);

/// Mean ranks that lie so far apart or further differ at the 5 % level (Nemenyi 1963). Nothing outside 2 to 20 groups,
/// for which the table of critical values is kept.
std::optional<double> nemenyi_critical_difference(int groups, int blocks);

/// The largest sets of groups whose mean ranks lie less than `critical_difference` apart, two groups or more each,
/// ascending by rank: the bars of a critical-difference diagram.
std::vector<std::vector<std::size_t>> undistinguished_groups(std::span<const double> mean_ranks,
                                                             double critical_difference);

}  // namespace cellar::study
