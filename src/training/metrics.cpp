// SPDX-License-Identifier: Apache-2.0
#include "training/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace cellar::training {
namespace {

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  std::vector<double> rank(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    for (std::size_t i = first; i <= last; ++i) rank[order[i]] = static_cast<double>(first + last) / 2;
    first = last + 1;
  }
  return rank;
}

double correlation(std::span<const double> a, std::span<const double> b) {
  const double mean_a = mean(a), mean_b = mean(b);
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return ab / std::sqrt(aa * bb);
}

}  // namespace

Agreement agreement(std::span<const double> predicted, std::span<const double> truth) {
  const double centre = mean(truth);
  double errors = 0, spread = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    errors += (predicted[i] - truth[i]) * (predicted[i] - truth[i]);
    spread += (truth[i] - centre) * (truth[i] - centre);
  }
  return {correlation(ranks(predicted), ranks(truth)), std::sqrt(errors / static_cast<double>(truth.size())),
          1 - errors / spread};
}

}  // namespace cellar::training
