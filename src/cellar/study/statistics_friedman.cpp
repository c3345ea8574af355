// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/statistics_friedman.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <cellar/study/distributions.hpp>
#include <cellar/study/ranks.hpp>

namespace cellar::study {
namespace {

// Upper 5 % points of the studentised range for 2 to 20 groups and infinitely many degrees of freedom: Harter, "Tables
// of range and studentized range", Annals of Mathematical Statistics 31 (1960). Divided by sqrt(2) they are Demšar's
// table 5(a), which ends at ten groups.
constexpr std::array<double, 19> kStudentisedRange = {2.772, 3.314, 3.633, 3.858, 4.030, 4.170, 4.286,
                                                      4.387, 4.474, 4.552, 4.622, 4.685, 4.743, 4.796,
                                                      4.845, 4.891, 4.934, 4.974, 5.012};

bool all_agree(std::span<const std::vector<double>> ranks) {
  return std::all_of(ranks.begin(), ranks.end(), [&](const auto& row) { return row == ranks.front(); });
}

// Sum of t^3 - t over the groups of tied values of all blocks.
double tie_term(std::span<const std::vector<double>> ranks) {
  double sum = 0;
  for (const auto& row : ranks)
    for (const double size : tie_sizes(row)) sum += size * size * size - size;
  return sum;
}

// Probability that all blocks order the groups as the first one does, all distinct orders being equally likely.
double agreement_p(const std::vector<double>& row, std::size_t blocks) {
  double orders = 1;
  for (std::size_t i = 2; i <= row.size(); ++i) orders *= static_cast<double>(i);
  for (const int size : tie_sizes(row))
    for (int i = 2; i <= size; ++i) orders /= i;
  double p = 1;
  for (std::size_t block = 1; block < blocks; ++block) p /= orders;
  return p;
}

}  // namespace

std::optional<FriedmanTest> friedman(std::span<const std::vector<double>> ranks) {
  if (ranks.size() < 2 || ranks.front().size() < 2) return std::nullopt;
  FriedmanTest test;
  test.blocks = static_cast<int>(ranks.size());
  test.groups = static_cast<int>(ranks.front().size());
  test.mean_ranks = mean_rows(ranks);
  const double n = test.blocks, k = test.groups;
  const double correction = 1 - tie_term(ranks) / (n * k * (k * k - 1));
  if (!(correction > 0)) return test;  // everything is tied: nothing differs
  double squares = 0;
  for (const double rank : test.mean_ranks) squares += (rank - (k + 1) / 2) * (rank - (k + 1) / 2);
  test.chi_squared = 12 * n / (k * (k + 1)) * squares / correction;
  test.p_chi_squared = chi_squared_tail(test.chi_squared, test.groups - 1);
  if (all_agree(ranks)) {
    test.p = agreement_p(ranks.front(), ranks.size());
    return test;
  }
  test.f = (n - 1) * test.chi_squared / (n * (k - 1) - test.chi_squared);
  test.p = f_tail(*test.f, test.groups - 1, (test.groups - 1) * (test.blocks - 1));
  return test;
}

std::optional<double> nemenyi_critical_difference(int groups, int blocks) {
  if (groups < 2 || groups - 2 >= static_cast<int>(kStudentisedRange.size()) || blocks < 1) return std::nullopt;
  const double q = kStudentisedRange[static_cast<std::size_t>(groups - 2)] / std::sqrt(2.0);
  return q * std::sqrt(groups * (groups + 1) / (6.0 * blocks));
}

std::vector<std::vector<std::size_t>> undistinguished_groups(std::span<const double> mean_ranks,
                                                             double critical_difference) {
  std::vector<std::size_t> order(mean_ranks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return mean_ranks[a] < mean_ranks[b]; });
  std::vector<std::vector<std::size_t>> sets;
  std::size_t reached = 0;  // end of the last set: a later one must go beyond it, else it is a part of that
  for (std::size_t begin = 0, end = 0; begin < order.size(); ++begin) {
    while (end < order.size() && mean_ranks[order[end]] - mean_ranks[order[begin]] < critical_difference) ++end;
    if (end > reached && end - begin >= 2) {
      const auto place = [&](std::size_t i) { return order.begin() + static_cast<std::ptrdiff_t>(i); };
      sets.emplace_back(place(begin), place(end));
      reached = end;
    }
  }
  return sets;
}

}  // namespace cellar::study
