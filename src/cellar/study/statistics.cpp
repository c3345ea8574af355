// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/statistics.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <cellar/base/math.hpp>
#include <cellar/study/ranks.hpp>

namespace cellar::study {
namespace {

constexpr double kGrid = 1099511627776.0;  // 2^40: see SignedRankTest

double on_grid(double value) { return std::floor(value * kGrid + 0.5) / kGrid; }

// P(sum <= at) and P(sum >= at) of the ranks with a positive sign, each sign a fair coin.
struct Tails {
  double lower, upper;
};

// Ranks are whole or half numbers; twice their value makes them indices. Halving at every step keeps probabilities.
Tails exact_tails(const std::vector<double>& ranks, double at) {
  std::vector<double> probability = {1};
  for (const double rank : ranks) {
    const auto shift = static_cast<std::size_t>(2 * rank);
    std::vector<double> next(probability.size() + shift, 0);
    for (std::size_t sum = 0; sum < probability.size(); ++sum) {
      next[sum] += probability[sum] / 2;
      next[sum + shift] += probability[sum] / 2;
    }
    probability = std::move(next);
  }
  const auto place = static_cast<std::size_t>(2 * at);
  Tails tails{0, 0};
  for (std::size_t sum = 0; sum < probability.size(); ++sum) {
    if (sum <= place) tails.lower += probability[sum];
    if (sum >= place) tails.upper += probability[sum];
  }
  return tails;
}

// Mean and variance of the sum given the ranks: half their sum, a quarter of the sum of their squares. That is the
// textbook's variance with its corrections for ties and for Pratt's zeros.
double normal_p(const std::vector<double>& ranks, double at) {
  double mean = 0, variance = 0;
  for (const double rank : ranks) {
    mean += rank / 2;
    variance += rank * rank / 4;
  }
  constexpr double kContinuity = 0.5;
  return 2 * base::normal_cdf(-std::max(0.0, std::abs(at - mean) - kContinuity) / std::sqrt(variance));
}

}  // namespace

Quartiles quartiles(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const double high = values[std::min(low + 1, values.size() - 1)];
    return values[low] + (place - static_cast<double>(low)) * (high - values[low]);
  };
  return {at(0.25), at(0.5), at(0.75)};
}

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double sample_sd(std::span<const double> values, double mean) {
  if (values.size() < 2) return 0;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

double standard_error(std::span<const double> values, double mean) {
  return sample_sd(values, mean) / std::sqrt(static_cast<double>(values.size()));
}

SignedRankTest wilcoxon_signed_rank(std::span<const double> differences) {
  SignedRankTest test;
  test.pairs = static_cast<int>(differences.size());
  std::vector<double> sizes;
  for (const double difference : differences) sizes.push_back(on_grid(std::abs(difference)));
  const auto ranks = average_ranks(sizes, Best::lowest);
  std::vector<double> counted;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == 0) {
      ++test.zeros;
      continue;
    }
    (differences[i] > 0 ? test.positive : test.negative) += ranks[i];
    counted.push_back(ranks[i]);
  }
  if (counted.empty()) return test;
  test.rank_biserial = (test.positive - test.negative) / (test.positive + test.negative);
  test.exact = test.pairs - test.zeros <= kMostExactPairs;
  if (test.exact) {
    const Tails tails = exact_tails(counted, test.positive);
    test.p = std::min(1.0, 2 * std::min(tails.lower, tails.upper));
  } else {
    test.p = normal_p(counted, test.positive);
  }
  return test;
}

double smallest_signed_rank_p(int pairs) {
  double p = 2;
  for (int i = 0; i < pairs; ++i) p /= 2;
  return std::min(p, 1.0);
}

double vargha_delaney(std::span<const double> a, std::span<const double> b) {
  std::size_t twice_wins = 0;
  for (const double x : a)
    for (const double y : b) twice_wins += x > y ? 2 : x == y ? 1 : 0;
  return static_cast<double>(twice_wins) / (2 * static_cast<double>(a.size() * b.size()));
}

std::vector<double> holm(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return p_values[a] < p_values[b]; });
  std::vector<double> adjusted(p_values.size());
  double highest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    highest = std::max(highest, p_values[order[i]] * static_cast<double>(order.size() - i));
    adjusted[order[i]] = std::min(1.0, highest);
  }
  return adjusted;
}

}  // namespace cellar::study
