// SPDX-License-Identifier: Apache-2.0
// The anytime curve of a study as a stand-alone SVG figure: accuracy or regret of the incumbent so far.
#pragma once

#include <optional>
#include <string>

#include <cellar/io/plot_axis.hpp>
#include <cellar/study/record.hpp>
#include <cellar/study/summary.hpp>

namespace cellar::io {

/// What lines and bands show of the runs.
enum class Statistic {
  median,  ///< and quartiles
  mean,    ///< and standard error
  runs,    ///< every run a thin line, and their median
};

/// What an evaluation of the study is: an epoch for a one-shot method (study::as_study).
enum class CurveUnit { evaluations, epochs };

struct CurvePlot {
  study::CurveAxis axis = study::CurveAxis::evaluations;
  Scale scale = Scale::logarithmic;  ///< of the horizontal axis
  Statistic statistic = Statistic::median;
  study::Measure measure = study::Measure::val_accuracy;
  std::optional<study::RegretReference> reference = {};  ///< of regret; else the optimum that the record knows
  CurveUnit unit = CurveUnit::evaluations;
};

/// The same bytes for the same record on every build. A line ends where the first of its runs ends, so that every point
/// is over all of them. Regret stands on a logarithmic axis; what is not above zero lies on its lower edge. A record
/// without an answer, or without what the measure needs, gives a figure that says so.
std::string curve_svg(const study::StudyRecord& record, const CurvePlot& plot);

}  // namespace cellar::io
