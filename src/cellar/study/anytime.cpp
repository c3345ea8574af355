// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/anytime.hpp>

#include <algorithm>
#include <cmath>

#include <cellar/base/math.hpp>

namespace cellar::study {
namespace {

constexpr double kSecondsPerDay = 86400;
constexpr int kGridSteps = 96;  // 32 points per decade of a 1,000-evaluation run: finer than a plot's pixels

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

// One run at every point; nothing where an answer lacks the measure.
std::optional<std::vector<double>> run_values(const RunRecord& run, CurveAxis axis, const std::vector<double>& x,
                                              Measure measure, const std::optional<RegretReference>& reference) {
  std::vector<double> values;
  std::size_t next = 1;
  for (const double point : x) {
    while (next < run.incumbents.size() && position(run.incumbents[next], axis) <= point) ++next;
    const auto value = measured(run.incumbents[next - 1].answer, measure, reference);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return values;
}

void summarize_points(AnytimeCurve& curve) {
  std::vector<double> values(curve.runs.size());
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    for (std::size_t r = 0; r < values.size(); ++r) values[r] = curve.runs[r][i];
    curve.mean.push_back(mean_of(values));
    curve.standard_error.push_back(standard_error(values, curve.mean.back()));
    curve.quartiles.push_back(quartiles(values));
  }
}

}  // namespace

std::optional<RegretReference> known_optimum(const StudyRecord& record) {
  if (!record.optimum) return std::nullopt;
  return RegretReference{record.optimum->val_accuracy, record.optimum->test_accuracy, true};
}

std::optional<double> measured(const benchmark::Evaluation& answer, Measure measure,
                               const std::optional<RegretReference>& reference) {
  if (is_regret(measure) && !reference) return std::nullopt;
  switch (measure) {
    case Measure::val_accuracy: return answer.val_accuracy;
    case Measure::test_accuracy: return answer.test_accuracy;
    case Measure::val_regret: return reference->val_accuracy - answer.val_accuracy;
    case Measure::test_regret:
      if (!reference->test_accuracy || !answer.test_accuracy) return std::nullopt;
      return *reference->test_accuracy - *answer.test_accuracy;
  }
  return std::nullopt;
}

double position(const Incumbent& incumbent, CurveAxis axis) {
  return axis == CurveAxis::evaluations ? static_cast<double>(incumbent.evaluation)
                                        : incumbent.simulated_seconds / kSecondsPerDay;
}

double end_position(const RunRecord& run, CurveAxis axis) {
  return axis == CurveAxis::evaluations ? static_cast<double>(run.evaluations)
                                        : run.simulated_seconds / kSecondsPerDay;
}

const Incumbent* incumbent_at(const RunRecord& run, const Budget& budget) {
  const Incumbent* found = nullptr;
  for (const auto& incumbent : run.incumbents) {
    if (position(incumbent, budget.axis) > budget.amount) break;
    found = &incumbent;
  }
  return found;
}

std::vector<const RunRecord*> answered_runs(const StudyRecord& record, std::size_t optimizer) {
  std::vector<const RunRecord*> runs;
  for (const auto& run : record.runs)
    if (run.optimizer == optimizer && !run.incumbents.empty()) runs.push_back(&run);
  return runs;
}

double area_under_curve(const RunRecord& run, CurveAxis axis, double from, double to) {
  const auto accuracy_at = [&](double x) {
    const auto* incumbent = incumbent_at(run, {axis, x});
    return incumbent ? incumbent->answer.val_accuracy : 0;
  };
  if (!(to > from)) return accuracy_at(to);
  double area = 0, start = from, level = accuracy_at(from);
  for (const auto& incumbent : run.incumbents) {
    const double x = position(incumbent, axis);
    if (x <= from) continue;
    if (x >= to) break;
    area += level * base::log(x / start);
    start = x;
    level = incumbent.answer.val_accuracy;
  }
  area += level * base::log(to / start);
  return area / base::log(to / from);
}

std::size_t AnytimeCurve::complete_points() const {
  const auto ended = std::find_if(going.begin(), going.end(),
                                  [&](int count) { return count < static_cast<int>(runs.size()); });
  return static_cast<std::size_t>(ended - going.begin());
}

std::vector<AnytimeCurve> anytime_curves(const StudyRecord& record, CurveAxis axis, Measure measure,
                                         const std::optional<RegretReference>& reference) {
  std::vector<AnytimeCurve> curves;
  const std::vector<double> x = grid(record, axis);
  for (std::size_t optimizer = 0; optimizer < record.spec.optimizers.size(); ++optimizer) {
    AnytimeCurve curve{optimizer, x, {}, {}, {}, {}, std::vector<int>(x.size(), 0)};
    const auto runs = answered_runs(record, optimizer);
    for (const auto* run : runs) {
      auto values = run_values(*run, axis, x, measure, reference);
      if (!values) break;
      curve.runs.push_back(*std::move(values));
      for (std::size_t i = 0; i < x.size(); ++i) curve.going[i] += x[i] <= end_position(*run, axis) ? 1 : 0;
    }
    if (runs.empty() || curve.runs.size() < runs.size()) continue;
    summarize_points(curve);
    curves.push_back(std::move(curve));
  }
  return curves;
}

}  // namespace cellar::study
