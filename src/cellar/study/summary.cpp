// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/summary.hpp>

namespace cellar::study {
namespace {

using Runs = std::vector<const RunRecord*>;

// Mean over the runs' last incumbents; nothing where one lacks the measure.
std::optional<double> mean_final(const Runs& runs, Measure measure, const std::optional<RegretReference>& reference) {
  std::vector<double> values;
  for (const auto* run : runs) {
    const auto value = measured(run->incumbents.back().answer, measure, reference);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return mean_of(values);
}

OptimizerSummary summary_of(std::size_t optimizer, const Runs& runs, const std::optional<RegretReference>& reference) {
  std::vector<double> finals, days;
  const Incumbent* best = nullptr;
  for (const auto* run : runs) {
    const auto& last = run->incumbents.back();
    finals.push_back(last.answer.val_accuracy);
    days.push_back(end_position(*run, CurveAxis::simulated_gpu_days));
    if (!best || last.answer.val_accuracy > best->answer.val_accuracy) best = &last;
  }
  const double mean = mean_of(finals);
  return {optimizer,
          static_cast<int>(runs.size()),
          mean,
          sample_sd(finals, mean),
          quartiles(finals),
          mean_of(days),
          mean_final(runs, Measure::test_accuracy, reference),
          mean_final(runs, Measure::val_regret, reference),
          mean_final(runs, Measure::test_regret, reference),
          best->architecture,
          best->answer};
}

}  // namespace

std::vector<OptimizerSummary> summarize(const StudyRecord& record) {
  std::vector<OptimizerSummary> summaries;
  const auto reference = known_optimum(record);
  for (std::size_t optimizer = 0; optimizer < record.spec.optimizers.size(); ++optimizer)
    if (const auto runs = answered_runs(record, optimizer); !runs.empty())
      summaries.push_back(summary_of(optimizer, runs, reference));
  return summaries;
}

}  // namespace cellar::study
