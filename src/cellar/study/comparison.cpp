// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/comparison.hpp>

#include <algorithm>
#include <array>

#include <cellar/study/ranks.hpp>

namespace cellar::study {
namespace {

// For one run number the runs of all optimizers compared, in their order.
using PairedRuns = std::vector<const RunRecord*>;

bool finished(const StudySpec& spec, const RunRecord& run) {
  return run.evaluations >= spec.evaluations ||
         (spec.simulated_seconds && run.simulated_seconds >= *spec.simulated_seconds);
}

std::vector<std::size_t> compared_optimizers(const StudyRecord& record) {
  std::vector<std::size_t> optimizers;
  for (std::size_t i = 0; i < record.spec.optimizers.size(); ++i)
    if (!answered_runs(record, i).empty()) optimizers.push_back(i);
  return optimizers;
}

// Records hold their runs by optimizer, then number.
const RunRecord* find_run(const StudyRecord& record, std::size_t optimizer, int number) {
  const auto before = [](const RunRecord& run, std::pair<std::size_t, int> key) {
    return std::pair(run.optimizer, run.run) < key;
  };
  const std::pair key(optimizer, number);
  const auto found = std::lower_bound(record.runs.begin(), record.runs.end(), key, before);
  return found != record.runs.end() && std::pair(found->optimizer, found->run) == key ? &*found : nullptr;
}

// The run numbers at which every optimizer has a run that satisfies `accepts`.
template <class Accepts>
std::vector<PairedRuns> pair_runs(const StudyRecord& record, const std::vector<std::size_t>& optimizers,
                                  Accepts accepts) {
  std::vector<PairedRuns> pairs;
  for (int number = 0; number < record.spec.runs && !optimizers.empty(); ++number) {
    PairedRuns runs;
    for (const std::size_t optimizer : optimizers)
      if (const auto* run = find_run(record, optimizer, number); run && !run->incumbents.empty() && accepts(*run))
        runs.push_back(run);
    if (runs.size() == optimizers.size()) pairs.push_back(std::move(runs));
  }
  return pairs;
}

double shortest_end(const StudyRecord& record, CurveAxis axis) {
  double shortest = 0;
  for (const auto& run : record.runs) {
    if (run.incumbents.empty()) continue;
    const double end = end_position(run, axis);
    shortest = shortest == 0 ? end : std::min(shortest, end);
  }
  return shortest;
}

Budget own_budget(const StudySpec& spec) {
  constexpr double kSecondsPerDay = 86400;
  if (spec.simulated_seconds) return {CurveAxis::simulated_gpu_days, *spec.simulated_seconds / kSecondsPerDay};
  return {CurveAxis::evaluations, static_cast<double>(spec.evaluations)};
}

// The runs as the comparison sees them.
struct Selection {
  Budget budget;
  bool at_end;
  std::vector<PairedRuns> runs;
};

Selection select(const StudyRecord& record, const std::vector<std::size_t>& optimizers,
                 const std::optional<Budget>& wanted) {
  const auto reaches = [](const Budget& budget) {
    return [budget](const RunRecord& run) {
      return end_position(run, budget.axis) >= budget.amount && incumbent_at(run, budget);
    };
  };
  if (wanted) return {*wanted, false, pair_runs(record, optimizers, reaches(*wanted))};
  auto whole = pair_runs(record, optimizers, [&](const RunRecord& run) { return finished(record.spec, run); });
  if (!whole.empty()) return {own_budget(record.spec), true, std::move(whole)};
  const Budget common{CurveAxis::evaluations, shortest_end(record, CurveAxis::evaluations)};
  return {common, false, pair_runs(record, optimizers, reaches(common))};
}

const benchmark::Evaluation& answer_of(const Selection& selection, const RunRecord& run) {
  return selection.at_end ? run.incumbents.back().answer : incumbent_at(run, selection.budget)->answer;
}

// Where every paired run has its first answer.
double latest_first(const Selection& selection) {
  double latest = 0;
  for (const auto& runs : selection.runs)
    for (const auto* run : runs)
      latest = std::max(latest, position(run->incumbents.front(), selection.budget.axis));
  return latest;
}

std::vector<std::vector<double>> ranks_by_run(const Selection& selection) {
  std::vector<std::vector<double>> ranks;
  for (const auto& runs : selection.runs) {
    std::vector<double> values;
    for (const auto* run : runs) values.push_back(answer_of(selection, *run).val_accuracy);
    ranks.push_back(average_ranks(values, Best::highest));
  }
  return ranks;
}

std::vector<double> values_of(const Selection& selection, std::size_t column) {
  std::vector<double> values;
  for (const auto& runs : selection.runs) values.push_back(answer_of(selection, *runs[column]).val_accuracy);
  return values;
}

std::optional<double> mean_test_accuracy(const Selection& selection, std::size_t column) {
  std::vector<double> values;
  for (const auto& runs : selection.runs) {
    const auto& answer = answer_of(selection, *runs[column]);
    if (!answer.test_accuracy) return std::nullopt;
    values.push_back(*answer.test_accuracy);
  }
  return mean_of(values);
}

OptimizerScore score_of(const Selection& selection, std::size_t column, double area_from, double mean_rank) {
  const auto values = values_of(selection, column);
  std::vector<double> areas;
  for (const auto& runs : selection.runs)
    areas.push_back(area_under_curve(*runs[column], selection.budget.axis, area_from, selection.budget.amount));
  const double mean = mean_of(values);
  return {selection.runs.front()[column]->optimizer, mean, standard_error(values, mean), quartiles(values),
          mean_test_accuracy(selection, column), mean_of(areas), mean_rank};
}

std::vector<PairComparison> compare_pairs(const Selection& selection, std::size_t optimizers) {
  std::vector<std::vector<double>> values;
  for (std::size_t i = 0; i < optimizers; ++i) values.push_back(values_of(selection, i));
  std::vector<PairComparison> pairs;
  std::vector<double> p_values;
  for (std::size_t first = 0; first < optimizers; ++first) {
    for (std::size_t second = first + 1; second < optimizers; ++second) {
      std::vector<double> differences;
      for (std::size_t run = 0; run < selection.runs.size(); ++run)
        differences.push_back(values[first][run] - values[second][run]);
      const auto test = wilcoxon_signed_rank(differences);
      p_values.push_back(test.p);
      pairs.push_back({first, second, test, 1, vargha_delaney(values[first], values[second]),
                       quartiles(differences).median, false});
    }
  }
  const auto adjusted = holm(p_values);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i].p_holm = adjusted[i];
    pairs[i].differs = adjusted[i] <= kSignificanceLevel;
  }
  return pairs;
}

}  // namespace

Comparison compare(const StudyRecord& record, const std::optional<Budget>& budget) {
  const auto optimizers = compared_optimizers(record);
  const Selection selection = select(record, optimizers, budget);
  Comparison comparison{.budget = selection.budget, .at_end = selection.at_end};
  comparison.paired_runs = static_cast<int>(selection.runs.size());
  comparison.complete = selection.runs.size() == static_cast<std::size_t>(record.spec.runs) &&
                        optimizers.size() == record.spec.optimizers.size();
  if (selection.runs.empty()) return comparison;
  comparison.area_from = selection.budget.axis == CurveAxis::evaluations ? 1 : latest_first(selection);
  const auto ranks = ranks_by_run(selection);
  const auto mean_ranks = mean_rows(ranks);
  for (std::size_t i = 0; i < optimizers.size(); ++i)
    comparison.scores.push_back(score_of(selection, i, comparison.area_from, mean_ranks[i]));
  comparison.pairs = compare_pairs(selection, optimizers.size());
  comparison.over_runs = friedman(ranks);
  comparison.smallest_p_holm =
      std::min(1.0, smallest_signed_rank_p(comparison.paired_runs) * static_cast<double>(comparison.pairs.size()));
  return comparison;
}

std::optional<Budget> common_time(const StudyRecord& record) {
  const Selection selection = select(record, compared_optimizers(record), {});
  if (selection.runs.empty()) return std::nullopt;
  double shortest = end_position(*selection.runs.front().front(), CurveAxis::simulated_gpu_days);
  for (const auto& runs : selection.runs)
    for (const auto* run : runs) shortest = std::min(shortest, end_position(*run, CurveAxis::simulated_gpu_days));
  return Budget{CurveAxis::simulated_gpu_days, shortest};
}

std::vector<Budget> usual_budgets(const StudyRecord& record) {
  constexpr std::array<int, 8> kEvaluations = {10, 30, 100, 300, 1000, 3000, 10'000, 30'000};
  std::vector<Budget> budgets;
  const double end = shortest_end(record, CurveAxis::evaluations);
  for (const double evaluations : kEvaluations)
    if (evaluations < end) budgets.push_back({CurveAxis::evaluations, evaluations});
  return budgets;
}

}  // namespace cellar::study
