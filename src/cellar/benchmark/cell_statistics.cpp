// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/cell_statistics.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <cellar/benchmark/registry.hpp>
#include <cellar/space/nb101_enumeration.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::benchmark {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;

constexpr double kHalfPoint = 0.005;

AccuracyDistribution distribution(std::vector<double> accuracies) {
  std::sort(accuracies.begin(), accuracies.end());
  const auto count = static_cast<double>(accuracies.size());
  AccuracyDistribution result;
  for (std::size_t i = 0; i < kStatisticsShares.size(); ++i)
    result.quantiles[i] = accuracies[static_cast<std::size_t>(kStatisticsShares[i] * (count - 1))];
  for (const double accuracy : accuracies) result.mean += accuracy / count;
  const auto near = std::lower_bound(accuracies.begin(), accuracies.end(), accuracies.back() - kHalfPoint);
  result.near_optimum = static_cast<double>(accuracies.end() - near) / count;
  return result;
}

// The cells of the space, each as one of its architectures; none of a space of other cells.
std::vector<Architecture> cells_of(const space::Space& space) {
  std::vector<Architecture> cells;
  if (&space == &space::nb101::space())
    for (const auto key : space::nb101::all_keys()) cells.push_back(pack(space::nb101::cell_of(key)));
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    const auto& one_shot = space::nb1shot1::space(number);
    if (&space != &one_shot) continue;
    for (const auto key : one_shot.keys()) cells.push_back(*one_shot.find(key));
  }
  return cells;
}

}  // namespace

std::optional<PaperConstants> paper_constants(std::string_view benchmark) {
  constexpr std::array<PaperConstants, space::nb1shot1::kSpaces> kConstants = {{
      {1 - 0.0492789, 1 - 0.0544872}, {1 - 0.0515825, 1 - 0.0575922}, {1 - 0.0484776, 1 - 0.0533854}}};
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number)
    if (benchmark == space::nb1shot1::space(number).name()) return kConstants[static_cast<std::size_t>(number - 1)];
  return std::nullopt;
}

Result<CellStatistics> cell_statistics(std::string_view benchmark, std::span<const std::uint8_t> file) {
  const auto info = find_benchmark(benchmark);
  if (!info) return info.error();
  const auto cells = cells_of((*info)->space);
  if (cells.empty())
    return Error{ErrorCode::unknown_name,
                 "'" + std::string(benchmark) + "' has no table of cells; nb101, nb1shot1 and fashion-1shot1 have",
                 "benchmark"};
  const auto table = (*info)->make(file);
  if (!table) return table.error();
  CellStatistics statistics;
  statistics.epochs = (*table)->fidelities().max;
  std::vector<double> val, test;
  for (const auto& cell : cells) {
    const auto answer = (*table)->query(cell, statistics.epochs, {});
    if (!answer) continue;  // a table may lack cells
    val.push_back(answer->val_accuracy);
    test.push_back(answer->test_accuracy.value_or(0));
    statistics.measured += answer->flags & kMeasured ? 1 : 0;
  }
  statistics.cells = val.size();
  statistics.val_accuracy = distribution(std::move(val));
  statistics.test_accuracy = distribution(std::move(test));
  return statistics;
}

}  // namespace cellar::benchmark
