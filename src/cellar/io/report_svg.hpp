// SPDX-License-Identifier: Apache-2.0
// The anytime curve of a study as a stand-alone SVG figure: accuracy or regret of the incumbent so far.
#pragma once

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

struct CurvePlot {
  study::CurveAxis axis = study::CurveAxis::evaluations;
  Scale scale = Scale::logarithmic;  ///< of the horizontal axis
  Statistic statistic = Statistic::median;
  study::Measure measure = study::Measure::val_accuracy;  ///< regret needs a record that knows the optimum
};

/// The same bytes for the same record on every build. A record without an answer, or without what the measure needs, gives a
/// figure that says so.
std::string curve_svg(const study::StudyRecord& record, const CurvePlot& plot);

}  // namespace cellar::io
