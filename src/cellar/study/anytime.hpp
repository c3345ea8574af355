// SPDX-License-Identifier: Apache-2.0
// How good the incumbent was at any time of a run: values at a budget, the area under them, and curves of all runs on a
// common grid. Incumbents are chosen by validation accuracy; what else is measured of them takes no part in the choice.
#pragma once

#include <optional>
#include <vector>

#include <cellar/study/record.hpp>
#include <cellar/study/statistics.hpp>

namespace cellar::study {

enum class CurveAxis { evaluations, simulated_gpu_days };

/// So much of an axis: a number of evaluations, or of simulated GPU days.
struct Budget {
  CurveAxis axis;
  double amount;
};

/// What is looked at of an incumbent, at full fidelity.
enum class Measure { val_accuracy, test_accuracy, val_regret, test_regret };

constexpr bool is_regret(Measure measure) { return measure == Measure::val_regret || measure == Measure::test_regret; }

/// What regret is measured against: the optimum of a space that is known as a whole, or the best known architecture.
struct RegretReference {
  double val_accuracy;
  std::optional<double> test_accuracy;
  bool is_optimum;
};

/// The optimum that the record knows, if any.
std::optional<RegretReference> known_optimum(const StudyRecord& record);

/// Nothing where the answer or the reference lacks what the measure needs.
std::optional<double> measured(const benchmark::Evaluation& answer, Measure measure,
                               const std::optional<RegretReference>& reference);

/// Where on the axis an incumbent was found, and where a run ended.
double position(const Incumbent& incumbent, CurveAxis axis);
double end_position(const RunRecord& run, CurveAxis axis);

/// The incumbent at the budget; null where the run had none yet. A run that ended earlier keeps its last.
const Incumbent* incumbent_at(const RunRecord& run, const Budget& budget);

/// Runs of one optimizer that have an incumbent.
std::vector<const RunRecord*> answered_runs(const StudyRecord& record, std::size_t optimizer);

/// Area under the run's validation accuracy over the logarithm of the axis from `from` to `to`, divided by the width:
/// the mean accuracy of the incumbent where equal factors of budget weigh the same. The incumbent at x counts from x
/// on; no incumbent counts as accuracy 0; where `to` is not above `from`, the accuracy at `to`.
double area_under_curve(const RunRecord& run, CurveAxis axis, double from, double to);

/// A measure of the incumbent so far over the runs of one optimizer, at the points of a grid shared by all optimizers:
/// 1, 2, … in 97 logarithmic steps of evaluations, or of simulated time. The grid begins where every run has its first
/// answer and ends where the longest run ends; a run that ended earlier keeps its last incumbent, and `going` says so.
struct AnytimeCurve {
  std::size_t optimizer;
  std::vector<double> x;
  std::vector<Quartiles> quartiles;
  std::vector<double> mean;
  std::vector<double> standard_error;
  std::vector<std::vector<double>> runs;  ///< by run, then point
  std::vector<int> going;                 ///< runs that have not ended before the point

  /// Points up to the first at which a run has ended before: so far the curve says something about all runs.
  std::size_t complete_points() const;
};

/// Optimizers without an answer, or whose answers lack what the measure needs, have no curve.
std::vector<AnytimeCurve> anytime_curves(const StudyRecord& record, CurveAxis axis,
                                         Measure measure = Measure::val_accuracy,
                                         const std::optional<RegretReference>& reference = {});

}  // namespace cellar::study
