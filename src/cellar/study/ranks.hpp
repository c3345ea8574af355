// SPDX-License-Identifier: Apache-2.0
// Ranks: 1 for the best, and the mean of the places they share for those that are tied.
#pragma once

#include <span>
#include <vector>

namespace cellar::study {

enum class Best { lowest, highest };

/// The rank of every value; values are tied where they are equal.
std::vector<double> average_ranks(std::span<const double> values, Best best);

/// Spearman's rank correlation of equally many values, ties at their mean rank; not a number where one side is all equal.
double rank_correlation(std::span<const double> a, std::span<const double> b);

/// Sizes of the groups of equal values, ones included.
std::vector<int> tie_sizes(std::span<const double> values);

/// Column means of equally long rows. Not empty.
std::vector<double> mean_rows(std::span<const std::vector<double>> rows);

}  // namespace cellar::study
