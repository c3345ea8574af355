// SPDX-License-Identifier: Apache-2.0
// The anytime curve of a study as a stand-alone SVG figure: median and quartiles of the best validation accuracy so far.
#pragma once

#include <string>

#include <cellar/io/plot_axis.hpp>
#include <cellar/study/record.hpp>
#include <cellar/study/summary.hpp>

namespace cellar::io {

struct CurvePlot {
  study::CurveAxis axis = study::CurveAxis::evaluations;
  Scale scale = Scale::logarithmic;  ///< of the horizontal axis
};

/// The same bytes for the same record on every build. A record without an answer gives a figure that says so.
std::string curve_svg(const study::StudyRecord& record, const CurvePlot& plot);

}  // namespace cellar::io
