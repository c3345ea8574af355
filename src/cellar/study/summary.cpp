// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/summary.hpp>

#include <algorithm>
#include <cmath>

#include <cellar/base/math.hpp>

namespace cellar::study {
namespace {

constexpr double kSecondsPerDay = 86400;
constexpr int kGridSteps = 96;  // 32 points per decade of a 1,000-evaluation run: finer than a plot's pixels

// Runs of one optimizer that have an incumbent.
std::vector<const RunRecord*> runs_of(const StudyRecord& record, std::size_t optimizer) {
  std::vector<const RunRecord*> runs;
  for (const auto& run : record.runs)
    if (run.optimizer == optimizer && !run.incumbents.empty()) runs.push_back(&run);
  return runs;
}

double position(const Incumbent& incumbent, CurveAxis axis) {
  return axis == CurveAxis::evaluations ? static_cast<double>(incumbent.evaluation)
                                        : incumbent.simulated_seconds / kSecondsPerDay;
}

double end_position(const RunRecord& run, CurveAxis axis) {
  return axis == CurveAxis::evaluations ? static_cast<double>(run.evaluations)
                                        : run.simulated_seconds / kSecondsPerDay;
}

// Logarithmic from where every run has its first answer to where the longest run ends.
std::vector<double> grid(const StudyRecord& record, CurveAxis axis) {
  double first = 0, last = 0;
  for (const auto& run : record.runs) {
    if (run.incumbents.empty()) continue;
    first = std::max(first, position(run.incumbents.front(), axis));
    last = std::max(last, end_position(run, axis));
  }
  std::vector<double> x;
  if (last <= 0) return x;
  const double span = base::log(last / first);
  for (int i = 0; i <= kGridSteps; ++i) {
    double point = i == kGridSteps ? last : first * base::exp(span * i / kGridSteps);
    if (axis == CurveAxis::evaluations) point = std::floor(point + 0.5);
    if (x.empty() || point > x.back()) x.push_back(point);
  }
  return x;
}

// Accuracy of the incumbent at x; runs that ended earlier keep their last value.
double best_at(const RunRecord& run, CurveAxis axis, double x) {
  double best = run.incumbents.front().answer.val_accuracy;
  for (const auto& incumbent : run.incumbents) {
    if (position(incumbent, axis) > x) break;
    best = incumbent.answer.val_accuracy;
  }
  return best;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// Mean of what the incumbents' test accuracies lack; nothing where one is not known.
std::optional<double> mean_test_regret(const std::vector<const RunRecord*>& runs, const Optimum& optimum) {
  std::vector<double> regrets;
  for (const auto* run : runs) {
    const auto& answer = run->incumbents.back().answer;
    if (!answer.test_accuracy) return std::nullopt;
    regrets.push_back(optimum.test_accuracy - *answer.test_accuracy);
  }
  return mean_of(regrets);
}

double sample_sd(const std::vector<double>& values, double mean) {
  if (values.size() < 2) return 0;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
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

std::vector<OptimizerSummary> summarize(const StudyRecord& record) {
  std::vector<OptimizerSummary> summaries;
  for (std::size_t optimizer = 0; optimizer < record.spec.optimizers.size(); ++optimizer) {
    const auto runs = runs_of(record, optimizer);
    if (runs.empty()) continue;
    std::vector<double> finals;
    double days = 0;
    const Incumbent* best = nullptr;
    for (const auto* run : runs) {
      const auto& last = run->incumbents.back();
      finals.push_back(last.answer.val_accuracy);
      days += run->simulated_seconds / kSecondsPerDay;
      if (!best || last.answer.val_accuracy > best->answer.val_accuracy) best = &last;
    }
    const double mean = mean_of(finals);
    OptimizerSummary summary{optimizer, static_cast<int>(runs.size()), mean, sample_sd(finals, mean), quartiles(finals),
                             days / static_cast<double>(runs.size()), {}, {}, best->architecture, best->answer};
    if (record.optimum) {
      summary.val_regret = record.optimum->val_accuracy - mean;
      summary.test_regret = mean_test_regret(runs, *record.optimum);
    }
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

std::vector<AnytimeCurve> anytime_curves(const StudyRecord& record, CurveAxis axis) {
  std::vector<AnytimeCurve> curves;
  const std::vector<double> x = grid(record, axis);
  for (std::size_t optimizer = 0; optimizer < record.spec.optimizers.size(); ++optimizer) {
    const auto runs = runs_of(record, optimizer);
    if (runs.empty()) continue;
    AnytimeCurve curve{optimizer, x, {}, {}};
    std::vector<double> values(runs.size());
    for (const double point : x) {
      for (std::size_t r = 0; r < runs.size(); ++r) values[r] = best_at(*runs[r], axis, point);
      curve.mean.push_back(mean_of(values));
      curve.val_accuracy.push_back(quartiles(values));
    }
    curves.push_back(std::move(curve));
  }
  return curves;
}

}  // namespace cellar::study
