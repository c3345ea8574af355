// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_svg.hpp>

#include <algorithm>

#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/series_style.hpp>
#include <cellar/io/svg_writer.hpp>

namespace cellar::io {
namespace {

using study::AnytimeCurve;
using study::CurveAxis;
using study::Quartiles;
using study::StudyRecord;

constexpr double kWidth = 720, kHeight = 440;
constexpr double kLeft = 56, kRight = 560, kTop = 56, kBottom = 356;  // the plot itself; labels stand to its right
constexpr double kLabelX = kRight + 18, kLabelHeight = 14;
constexpr double kLabelGlyph = 7;   // width of a 12 px character, generously
constexpr int kMaxBands = 5;        // more would cover each other
constexpr int kMarkersPerLine = 6;
constexpr std::string_view kInk = "#16202b", kMuted = "#4d5b68", kHairline = "#d3dae1", kSurface = "#ffffff";

struct Series {
  const AnytimeCurve* curve;
  std::string label;
  const SeriesStyle* style;
  bool band;
};

// Where a quartile stands on the vertical axis, which is in per cent.
double height_of(const Axis& y, double val_accuracy) { return y.position(100 * val_accuracy); }

// Best so far is a step: level until the next point of the grid.
std::string step_path(const AnytimeCurve& curve, const Axis& x, const Axis& y, double Quartiles::*figure) {
  std::string path;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    path += (i == 0 ? "M" : "H") + coordinate(x.position(curve.x[i]));
    path += (i == 0 ? "," : "V") + coordinate(height_of(y, curve.quartiles[i].*figure));
  }
  return path;
}

// The upper quartile forwards, then the lower one backwards.
std::string band_path(const AnytimeCurve& curve, const Axis& x, const Axis& y) {
  std::string path = step_path(curve, x, y, &Quartiles::q75);
  for (std::size_t i = curve.x.size(); i-- > 0;) {
    path += "V" + coordinate(height_of(y, curve.quartiles[i].q25));
    path += "H" + coordinate(x.position(curve.x[i]));
  }
  return path + "Z";
}

void draw_markers(SvgWriter& svg, const Series& series, const Axis& x, const Axis& y, std::size_t index,
                  std::size_t count) {
  const std::size_t points = series.curve->x.size();
  const std::size_t distance = std::max<std::size_t>(1, points / kMarkersPerLine);
  for (std::size_t i = distance * index / count; i < points; i += distance) {
    const std::string colour(series.style->colour);
    svg.element("path", "transform=\"translate(" + coordinate(x.position(series.curve->x[i])) + "," +
                            coordinate(height_of(y, series.curve->quartiles[i].median)) + ")\" d=\"" +
                            std::string(series.style->marker) + "\" " +
                            (series.style->filled ? "fill=\"" + colour + "\""
                                                  : "fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\""));
  }
}

void draw_series(SvgWriter& svg, const std::vector<Series>& series, const Axis& x, const Axis& y) {
  for (const auto& one : series)
    if (one.band)
      svg.element("path", "d=\"" + band_path(*one.curve, x, y) + "\" fill=\"" + std::string(one.style->colour) +
                              "\" fill-opacity=\"0.13\"");
  for (std::size_t i = 0; i < series.size(); ++i) {
    const SeriesStyle& style = *series[i].style;
    const std::string dash = style.dash.empty() ? "" : " stroke-dasharray=\"" + std::string(style.dash) + "\"";
    svg.element("path", "d=\"" + step_path(*series[i].curve, x, y, &Quartiles::median) + "\" fill=\"none\" stroke=\"" +
                            std::string(style.colour) + "\" stroke-width=\"2\"" + dash);
    draw_markers(svg, series[i], x, y, i, series.size());
  }
}

// Names at the ends of their lines, pushed apart from the top down, with leaders.
void draw_labels(SvgWriter& svg, const std::vector<Series>& series, const Axis& y) {
  std::vector<std::pair<double, const Series*>> ends;
  for (const auto& one : series) ends.emplace_back(height_of(y, one.curve->quartiles.back().median), &one);
  std::stable_sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  double lowest = kTop - kLabelHeight;
  for (const auto& [end, one] : ends) {
    lowest = std::max(end, lowest + kLabelHeight);
    svg.line(kRight + 2, end, kLabelX - 4, lowest, one->style->colour);
    svg.text(kLabelX, lowest + 4, "start", 12, kInk, one->label);
  }
}

void draw_axes(SvgWriter& svg, const Axis& x, const Axis& y, CurveAxis axis) {
  for (const auto& tick : ticks(y, 6)) {
    svg.line(kLeft, y.position(tick.value), kRight, y.position(tick.value), kHairline);
    svg.text(kLeft - 8, y.position(tick.value) + 4, "end", 11, kMuted, tick.text);
  }
  svg.line(kLeft, kBottom, kRight, kBottom, kMuted);
  for (const auto& tick : ticks(x, 10)) {
    svg.line(x.position(tick.value), kBottom, x.position(tick.value), kBottom + 4, kMuted);
    svg.text(x.position(tick.value), kBottom + 17, "middle", 11, kMuted, tick.text);
  }
  svg.text(kLeft - 40, kTop - 12, "start", 12, kInk, "best validation accuracy so far (%)");
  svg.text(kRight, kBottom + 34, "end", 12, kInk,
           axis == CurveAxis::evaluations ? "evaluations" : "simulated GPU days of training");
}

// Above kMaxBands series only the baseline (random search) and the best keep their band.
std::vector<Series> make_series(const StudyRecord& record, const std::vector<AnytimeCurve>& curves) {
  std::vector<std::string_view> names;
  for (const auto& curve : curves) names.push_back(record.spec.optimizers[curve.optimizer].name);
  const auto styles = series_styles(names);
  const auto last = [](const AnytimeCurve& curve) { return curve.quartiles.back().median; };
  const auto best = std::max_element(curves.begin(), curves.end(),
                                     [&](const auto& a, const auto& b) { return last(a) < last(b); });
  std::vector<Series> series;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const bool band = curves.size() <= kMaxBands || names[i] == "rs" || &curves[i] == &*best;
    series.push_back({&curves[i], format_optimizer(record.spec.optimizers[curves[i].optimizer]), styles[i], band});
  }
  return series;
}

Axis vertical_axis(const std::vector<AnytimeCurve>& curves) {
  double low = 100, high = 0;
  for (const auto& curve : curves) {
    for (const auto& point : curve.quartiles) {
      low = std::min(low, 100 * point.q25);
      high = std::max(high, 100 * point.q75);
    }
  }
  constexpr double kMargin = 0.04, kLeast = 0.01;  // of the range; in points, where all values are one
  const double margin = std::max(kMargin * (high - low), kLeast);
  return {low - margin, high + margin, Scale::linear, kBottom, kTop};
}

// Wide enough for the longest name.
double width_for(const std::vector<Series>& series) {
  double width = kWidth;
  for (const auto& one : series)
    width = std::max(width, kLabelX + kLabelGlyph * static_cast<double>(one.label.size() + 1));
  return width;
}

std::string caption(const StudyRecord& record, std::size_t curves) {
  std::string text = "Line: median; band: quartiles";
  if (curves > kMaxBands) text += " (baseline and best only)";
  text += "; n = " + std::to_string(record.spec.runs) + " runs per optimizer. Benchmark " + record.spec.benchmark +
          ", model " + record.model.name + ", seed " + std::to_string(record.spec.seed);
  return text + (record.spec.noise ? ", with noise." : ".");
}

std::string description(const StudyRecord& record, const std::vector<Series>& series) {
  std::string text = caption(record, series.size()) + " At the end:";
  for (const auto& one : series)
    text += " " + one.label + " " + percent(one.curve->quartiles.back().median, 2) + " %;";
  text.back() = '.';
  return text;
}

}  // namespace

std::string curve_svg(const StudyRecord& record, const CurvePlot& plot) {
  constexpr std::string_view kTitle = "Best validation accuracy so far";
  const auto curves = study::anytime_curves(record, plot.axis);
  if (curves.empty()) {
    SvgWriter svg(kWidth, kHeight, kTitle, "The study holds no answer yet.");
    svg.text(kWidth / 2, kHeight / 2, "middle", 14, kMuted, "The study holds no answer yet.");
    return std::move(svg).end();
  }
  const auto series = make_series(record, curves);
  const double origin = plot.scale == Scale::logarithmic ? curves.front().x.front() : 0;
  const Axis x{origin, curves.front().x.back(), plot.scale, kLeft, kRight};
  const Axis y = vertical_axis(curves);
  SvgWriter svg(width_for(series), kHeight, kTitle, description(record, series));
  svg.element("rect", "width=\"100%\" height=\"100%\" fill=\"" + std::string(kSurface) + "\"");
  draw_axes(svg, x, y, plot.axis);
  draw_series(svg, series, x, y);
  draw_labels(svg, series, y);
  svg.text(kLeft - 40, kHeight - 20, "start", 11, kMuted, caption(record, curves.size()));
  return std::move(svg).end();
}

}  // namespace cellar::io
