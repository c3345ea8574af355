// SPDX-License-Identifier: Apache-2.0
#include "training/measures/kendall.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace cellar::training {
namespace {

std::int64_t pairs(std::int64_t count) { return count * (count - 1) / 2; }

// Pairs of equal neighbours, and of what follows them as long as it is equal, in a sorted range.
template <class Items, class Equal>
std::int64_t tied_pairs(const Items& sorted, Equal equal) {
  std::int64_t tied = 0;
  for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    while (end < sorted.size() && equal(sorted[begin], sorted[end])) ++end;
    tied += pairs(static_cast<std::int64_t>(end - begin));
  }
  return tied;
}

// Sorts the values and gives the number of pairs that stood the wrong way round; equal ones stood right.
std::int64_t sort_and_count(std::span<double> values, std::span<double> room) {
  if (values.size() < 2) return 0;
  const std::size_t half = values.size() / 2;
  const auto left = values.first(half), right = values.subspan(half);
  std::int64_t exchanges = sort_and_count(left, room.first(half)) + sort_and_count(right, room.subspan(half));
  std::size_t i = 0, j = 0;
  for (double& next : room) {
    const bool from_right = i == left.size() || (j < right.size() && right[j] < left[i]);
    if (from_right) exchanges += static_cast<std::int64_t>(left.size() - i);
    next = from_right ? right[j++] : left[i++];
  }
  std::copy(room.begin(), room.end(), values.begin());
  return exchanges;
}

}  // namespace

double kendall_tau(std::span<const double> a, std::span<const double> b) {
  std::vector<std::pair<double, double>> both;
  for (std::size_t i = 0; i < a.size(); ++i) both.emplace_back(a[i], b[i]);
  std::sort(both.begin(), both.end());
  const std::int64_t tied_both = tied_pairs(both, [](const auto& x, const auto& y) { return x == y; });
  const std::int64_t tied_a = tied_pairs(both, [](const auto& x, const auto& y) { return x.first == y.first; });
  std::vector<double> second, room(both.size());
  for (const auto& pair : both) second.push_back(pair.second);
  const std::int64_t discordant = sort_and_count(second, room);
  const std::int64_t tied_b = tied_pairs(second, [](double x, double y) { return x == y; });
  const std::int64_t all = pairs(static_cast<std::int64_t>(both.size()));
  const std::int64_t difference = all - tied_a - tied_b + tied_both - 2 * discordant;  // concordant less discordant
  return static_cast<double>(difference) / std::sqrt(static_cast<double>(all - tied_a)) /
         std::sqrt(static_cast<double>(all - tied_b));
}

}  // namespace cellar::training
