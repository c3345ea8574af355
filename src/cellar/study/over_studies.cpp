// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/over_studies.hpp>

#include <algorithm>
#include <set>

#include <cellar/study/ranks.hpp>

namespace cellar::study {
namespace {

using Specs = std::vector<OptimizerSpec>;

Specs compared_specs(const StudyRecord& record) {
  Specs specs;
  for (const auto& score : compare(record).scores) specs.push_back(record.spec.optimizers[score.optimizer]);
  return specs;
}

Specs common_specs(std::span<const StudyRecord> studies) {
  Specs common = compared_specs(studies.front());
  for (const auto& record : studies.subspan(1)) {
    const Specs others = compared_specs(record);
    std::erase_if(common, [&](const auto& spec) {
      return std::find(others.begin(), others.end(), spec) == others.end();
    });
  }
  return common;
}

// The study as if only these optimizers had been asked for, in this order.
StudyRecord restricted(const StudyRecord& record, const Specs& specs) {
  StudyRecord result = record;
  result.spec.optimizers = specs;
  result.runs.clear();
  const auto& asked = record.spec.optimizers;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const auto place = static_cast<std::size_t>(std::find(asked.begin(), asked.end(), specs[i]) - asked.begin());
    for (const auto& run : record.runs) {
      if (run.optimizer != place) continue;
      result.runs.push_back(run);
      result.runs.back().optimizer = i;
    }
  }
  return result;
}

// At one budget; nothing where a study has no paired runs there.
std::optional<BudgetRanks> ranks_at(std::span<const StudyRecord> studies, const std::optional<Budget>& budget) {
  std::vector<std::vector<double>> rows;
  for (const auto& record : studies) {
    std::vector<double> ranks;
    for (const auto& score : compare(record, budget).scores) ranks.push_back(score.mean_rank);
    if (ranks.size() != record.spec.optimizers.size()) return std::nullopt;
    rows.push_back(std::move(ranks));
  }
  return BudgetRanks{budget, mean_rows(rows)};
}

std::vector<BudgetRanks> ranks_by_budget(std::span<const StudyRecord> studies) {
  std::vector<BudgetRanks> rows;
  for (const auto& budget : usual_budgets(studies.front()))
    if (auto row = ranks_at(studies, budget)) rows.push_back(*std::move(row));
  if (auto end = ranks_at(studies, std::nullopt)) rows.push_back(*std::move(end));
  return rows;
}

std::vector<std::vector<double>> ranks_by_study(std::span<const StudyRecord> studies) {
  std::vector<std::vector<double>> ranks;
  for (const auto& record : studies) {
    std::vector<double> means;
    for (const auto& score : compare(record).scores) means.push_back(score.mean);
    ranks.push_back(average_ranks(means, Best::highest));
  }
  return ranks;
}

}  // namespace

std::optional<StudiesComparison> compare_over(std::span<const StudyRecord> studies) {
  if (studies.size() < 2) return std::nullopt;
  StudiesComparison result;
  result.optimizers = common_specs(studies);
  if (result.optimizers.size() < 2) return std::nullopt;
  std::vector<StudyRecord> parts;
  std::set<std::string> benchmarks;
  for (const auto& record : studies) {
    parts.push_back(restricted(record, result.optimizers));
    benchmarks.insert(record.spec.benchmark);
  }
  result.benchmarks = static_cast<int>(benchmarks.size());
  result.ranks_by_study = ranks_by_study(parts);
  result.mean_ranks = mean_rows(result.ranks_by_study);
  result.test = friedman(result.ranks_by_study);
  result.critical_difference = nemenyi_critical_difference(static_cast<int>(result.optimizers.size()),
                                                           static_cast<int>(studies.size()));
  result.by_budget = ranks_by_budget(parts);
  return result;
}

}  // namespace cellar::study
