// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/cell_statistics.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <cellar/space/nb1shot1.hpp>
#include <cellar/table/nb101_table.hpp>

namespace cellar::benchmark {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using space::nb101::Key;

constexpr int kHalfPoint = table::kNb101Images / 200;

AccuracyDistribution distribution(std::vector<std::uint16_t> correct) {
  std::sort(correct.begin(), correct.end());
  AccuracyDistribution result;
  for (std::size_t i = 0; i < kStatisticsShares.size(); ++i) {
    const auto place = static_cast<std::size_t>(kStatisticsShares[i] * static_cast<double>(correct.size() - 1));
    result.quantiles[i] = static_cast<double>(correct[place]) / table::kNb101Images;
  }
  std::int64_t sum = 0;
  for (const std::uint16_t count : correct) sum += count;
  result.mean = static_cast<double>(sum) / static_cast<double>(correct.size()) / table::kNb101Images;
  const auto near = std::lower_bound(correct.begin(), correct.end(), correct.back() - kHalfPoint);
  result.near_optimum = static_cast<double>(correct.end() - near) / static_cast<double>(correct.size());
  return result;
}

// Number of the one-shot space, 0 for all of NAS-Bench-101.
Result<int> space_number(std::string_view benchmark) {
  if (benchmark == "nb101") return 0;
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number)
    if (benchmark == space::nb1shot1::space(number).name()) return number;
  return Error{ErrorCode::unknown_name, "'" + std::string(benchmark) + "' has no table of cells; nb101 and nb1shot1-1 to -3 have",
               "benchmark"};
}

}  // namespace

std::optional<PaperConstants> paper_constants(std::string_view benchmark) {
  constexpr std::array<PaperConstants, space::nb1shot1::kSpaces> kConstants = {{
      {1 - 0.0492789, 1 - 0.0544872}, {1 - 0.0515825, 1 - 0.0575922}, {1 - 0.0484776, 1 - 0.0533854}}};
  const auto number = space_number(benchmark);
  if (!number || *number == 0) return std::nullopt;
  return kConstants[static_cast<std::size_t>(*number - 1)];
}

Result<CellStatistics> cell_statistics(std::string_view benchmark, std::span<const std::uint8_t> file) {
  const auto number = space_number(benchmark);
  if (!number) return number.error();
  const auto table = table::Nb101Table::read(file);
  if (!table) return table.error();
  const auto keys = *number == 0 ? std::vector<Key>(table->keys().begin(), table->keys().end())
                                 : space::nb1shot1::space(*number).keys();
  CellStatistics statistics;
  std::vector<std::uint16_t> val, test;
  for (const Key key : keys) {
    const auto row = table->find(key);
    if (!row) return Error{ErrorCode::model_damaged, "lacks cells of the space; fetch the table again", "section 'cells'"};
    const auto& values = table->values(*row);
    val.push_back(values.val_correct.back());
    test.push_back(values.test_correct);
    statistics.measured += values.measured ? 1 : 0;
  }
  statistics.cells = keys.size();
  statistics.val_accuracy = distribution(std::move(val));
  statistics.test_accuracy = distribution(std::move(test));
  return statistics;
}

}  // namespace cellar::benchmark
