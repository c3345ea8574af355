// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/ranks.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cellar::study {

std::vector<double> average_ranks(std::span<const double> values, Best best) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return best == Best::lowest ? values[a] < values[b] : values[a] > values[b];
  });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double shared = static_cast<double>(begin + 1 + end) / 2;  // mean of the places begin + 1 … end
    for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = shared;
  }
  return ranks;
}

double rank_correlation(std::span<const double> a, std::span<const double> b) {
  const auto ranks_a = average_ranks(a, Best::lowest), ranks_b = average_ranks(b, Best::lowest);
  const double mean = (static_cast<double>(a.size()) + 1) / 2;
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (ranks_a[i] - mean) * (ranks_b[i] - mean);
    aa += (ranks_a[i] - mean) * (ranks_a[i] - mean);
    bb += (ranks_b[i] - mean) * (ranks_b[i] - mean);
  }
  return ab / std::sqrt(aa * bb);
}

std::vector<int> tie_sizes(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<int> sizes;
  for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
    sizes.push_back(static_cast<int>(end - begin));
  }
  return sizes;
}

std::vector<double> mean_rows(std::span<const std::vector<double>> rows) {
  std::vector<double> means(rows.front().size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) means[i] += row[i];
  for (double& mean : means) mean /= static_cast<double>(rows.size());
  return means;
}

}  // namespace cellar::study
