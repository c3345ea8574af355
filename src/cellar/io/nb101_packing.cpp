// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/nb101_packing.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

#include <cellar/space/nb1shot1.hpp>
#include <cellar/table/nb101_table.hpp>

namespace cellar::io {
namespace {

using space::nb101::Key;
using table::kNb101Budgets;

std::uint32_t milliseconds(float seconds) { return static_cast<std::uint32_t>(std::floor(seconds * 1000.0 + 0.5)); }

table::Nb101Repeats repeats_of(const Nb101CellResults& result, std::size_t budget) {
  table::Nb101Repeats repeats;
  for (std::size_t r = 0; r < repeats.size(); ++r) {
    const Nb101Point& point = result.runs[budget][r].final;
    repeats[r] = {point.validation, point.test, milliseconds(point.training_seconds)};
  }
  return repeats;
}

// What a table without repeats would hold: the best validation accuracy, the first repeat's test accuracy and time.
table::Nb101Values values_of(const Nb101CellResults& result) {
  table::Nb101Values values;
  values.measured = true;
  for (std::size_t budget = 0; budget < kNb101Budgets.size(); ++budget)
    for (const auto& repeat : repeats_of(result, budget))
      values.val_correct[budget] = std::max(values.val_correct[budget], repeat.val_correct);
  const auto longest = repeats_of(result, kNb101Budgets.size() - 1);
  values.test_correct = longest[0].test_correct;
  values.training_milliseconds = longest[0].training_milliseconds;
  return values;
}

Key key_of(const Nb101CellResults& result) { return *space::nb101::find_key(result.cell); }

}  // namespace

base::Result<std::vector<std::uint8_t>> pack_nb101_results(std::string name, std::string version,
                                                           std::span<const Nb101CellResults> results) {
  std::vector<const Nb101CellResults*> sorted;
  for (const auto& result : results) sorted.push_back(&result);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return key_of(*a) < key_of(*b); });
  std::vector<table::Nb101Row> rows;
  table::Nb101RepeatColumns repeats;
  for (const auto* result : sorted) {
    rows.push_back({key_of(*result), values_of(*result)});
    for (std::size_t budget = 0; budget < kNb101Budgets.size(); ++budget)
      if (result->repeats[budget] > 0) repeats[budget].push_back(repeats_of(*result, budget));
  }
  return table::write_nb101_table(std::move(name), std::move(version), rows, rows.size() == space::nb101::kCellCount,
                                  repeats);
}

std::vector<Nb101CellResults> one_shot_results(std::span<const Nb101CellResults> results) {
  std::vector<Nb101CellResults> chosen;
  std::copy_if(results.begin(), results.end(), std::back_inserter(chosen), [](const auto& result) {
    for (int number = 1; number <= space::nb1shot1::kSpaces; ++number)
      if (space::nb1shot1::space(number).find(key_of(result))) return true;
    return false;
  });
  return chosen;
}

}  // namespace cellar::io
