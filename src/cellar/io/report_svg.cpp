// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_svg.hpp>

#include <algorithm>

#include <cellar/io/figure_colours.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/series_style.hpp>
#include <cellar/io/svg_writer.hpp>

namespace cellar::io {
namespace {

using study::AnytimeCurve;
using study::CurveAxis;
using study::StudyRecord;

constexpr double kWidth = 720, kHeight = 452;
constexpr double kLeft = 56, kRight = 560, kTop = 56, kBottom = 356;  // the plot itself; labels stand to its right
constexpr double kLabelX = kRight + 18, kLabelHeight = 14;
constexpr double kLabelGlyph = 7;   // width of a 12 px character, generously
constexpr double kCaptionGlyph = 6;  // of an 11 px one
constexpr int kMaxBands = 5;        // more would cover each other
constexpr int kMarkersPerLine = 6;

std::string_view measure_name(study::Measure measure) {
  switch (measure) {
    case study::Measure::val_accuracy: return "validation accuracy";
    case study::Measure::test_accuracy: return "test accuracy";
    case study::Measure::val_regret: return "validation regret";
    case study::Measure::test_regret: return "test regret";
  }
  return "";
}

// A curve as far as it is drawn, and what is drawn of it.
struct Series {
  const AnytimeCurve* curve;
  std::vector<double> x, centre, low, high;  // by point
  std::string label;
  const SeriesStyle* style;
  bool band;
};

// Where a fraction stands on the vertical axis, which is in per cent.
double height_of(const Axis& y, double fraction) { return y.position(100 * fraction); }

// An incumbent's value is a step: level until the next point of the grid.
std::string step_path(const std::vector<double>& at, const std::vector<double>& values, const Axis& x, const Axis& y) {
  std::string path;
  for (std::size_t i = 0; i < at.size(); ++i) {  // `values` may go on beyond
    path += (i == 0 ? "M" : "H") + coordinate(x.position(at[i]));
    path += (i == 0 ? "," : "V") + coordinate(height_of(y, values[i]));
  }
  return path;
}

// The upper edge forwards, then the lower one backwards.
std::string band_path(const Series& series, const Axis& x, const Axis& y) {
  const auto& at = series.x;
  std::string path = step_path(at, series.high, x, y);
  for (std::size_t i = at.size(); i-- > 0;) {
    path += "V" + coordinate(height_of(y, series.low[i]));
    path += "H" + coordinate(x.position(at[i]));
  }
  return path + "Z";
}

void draw_markers(SvgWriter& svg, const Series& series, const Axis& x, const Axis& y, std::size_t index,
                  std::size_t count) {
  const std::size_t points = series.x.size();
  const std::size_t distance = std::max<std::size_t>(1, points / kMarkersPerLine);
  for (std::size_t i = distance * index / count; i < points; i += distance) {
    const std::string colour(series.style->colour);
    svg.element("path", "transform=\"translate(" + coordinate(x.position(series.x[i])) + "," +
                            coordinate(height_of(y, series.centre[i])) + ")\" d=\"" +
                            std::string(series.style->marker) + "\" " +
                            (series.style->filled ? "fill=\"" + colour + "\""
                                                  : "fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\""));
  }
}

// A band, or every run by itself.
void draw_spread(SvgWriter& svg, const Series& series, Statistic statistic, const Axis& x, const Axis& y) {
  if (!series.band) return;
  const std::string colour(series.style->colour);
  if (statistic != Statistic::runs) {
    svg.element("path", "d=\"" + band_path(series, x, y) + "\" fill=\"" + colour + "\" fill-opacity=\"0.13\"");
    return;
  }
  for (const auto& run : series.curve->runs)
    svg.element("path", "d=\"" + step_path(series.x, run, x, y) + "\" fill=\"none\" stroke=\"" + colour +
                            "\" stroke-opacity=\"0.4\"");
}

void draw_series(SvgWriter& svg, const std::vector<Series>& series, Statistic statistic, const Axis& x, const Axis& y) {
  for (const auto& one : series) draw_spread(svg, one, statistic, x, y);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const SeriesStyle& style = *series[i].style;
    const std::string dash = style.dash.empty() ? "" : " stroke-dasharray=\"" + std::string(style.dash) + "\"";
    svg.element("path", "d=\"" + step_path(series[i].x, series[i].centre, x, y) + "\" fill=\"none\" stroke=\"" +
                            std::string(style.colour) + "\" stroke-width=\"2\"" + dash);
    draw_markers(svg, series[i], x, y, i, series.size());
  }
}

// Names at the ends of their lines, pushed apart from the top down, with leaders.
void draw_labels(SvgWriter& svg, const std::vector<Series>& series, const Axis& x, const Axis& y) {
  std::vector<std::pair<double, const Series*>> ends;
  for (const auto& one : series) ends.emplace_back(height_of(y, one.centre.back()), &one);
  std::stable_sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  double lowest = kTop - kLabelHeight;
  for (const auto& [end, one] : ends) {
    lowest = std::max(end, lowest + kLabelHeight);
    svg.line(x.position(one->x.back()) + 2, end, kLabelX - 4, lowest, one->style->colour);
    svg.text(kLabelX, lowest + 4, "start", 12, kInk, one->label);
  }
}

void draw_axes(SvgWriter& svg, const Axis& x, const Axis& y, const CurvePlot& plot) {
  for (const auto& tick : ticks(y, 6)) {
    svg.line(kLeft, y.position(tick.value), kRight, y.position(tick.value), kHairline);
    svg.text(kLeft - 8, y.position(tick.value) + 4, "end", 11, kMuted, tick.text);
  }
  svg.line(kLeft, kBottom, kRight, kBottom, kMuted);
  for (const auto& tick : ticks(x, 10)) {
    svg.line(x.position(tick.value), kBottom, x.position(tick.value), kBottom + 4, kMuted);
    svg.text(x.position(tick.value), kBottom + 17, "middle", 11, kMuted, tick.text);
  }
  const bool epochs = plot.unit == CurveUnit::epochs;
  svg.text(kLeft - 40, kTop - 12, "start", 12, kInk,
           std::string(measure_name(plot.measure)) + (epochs ? " of the choice (%)" : " of the incumbent so far (%)"));
  const std::string_view axis = plot.axis == CurveAxis::simulated_gpu_days ? "simulated GPU days of training"
                                : epochs                                   ? "epochs of the search"
                                                                           : "evaluations";
  svg.text(kRight, kBottom + 34, "end", 12, kInk, std::string(axis));
}

// Lower edge, middle and upper edge of what is drawn at a point of the curve.
study::Quartiles spread_at(const AnytimeCurve& curve, std::size_t point, Statistic statistic) {
  const double mean = curve.mean[point], error = curve.standard_error[point];
  study::Quartiles spread = curve.quartiles[point];
  if (statistic == Statistic::mean) spread = {mean - error, mean, mean + error};
  if (statistic == Statistic::runs) {
    for (const auto& run : curve.runs) {
      spread.q25 = std::min(spread.q25, run[point]);
      spread.q75 = std::max(spread.q75, run[point]);
    }
  }
  return spread;
}

Series one_series(const AnytimeCurve& curve, Statistic statistic) {
  Series series{&curve, {}, {}, {}, {}, "", nullptr, false};
  const std::size_t points = std::max<std::size_t>(1, curve.complete_points());
  for (std::size_t i = 0; i < points; ++i) {
    const auto spread = spread_at(curve, i, statistic);
    series.x.push_back(curve.x[i]);
    series.low.push_back(spread.q25);
    series.centre.push_back(spread.median);
    series.high.push_back(spread.q75);
  }
  return series;
}

// Above kMaxBands series only the baseline (random search) and the best keep their band.
std::vector<Series> make_series(const StudyRecord& record, const std::vector<AnytimeCurve>& curves,
                                const CurvePlot& plot) {
  std::vector<std::string_view> names;
  for (const auto& curve : curves) names.push_back(record.spec.optimizers[curve.optimizer].name);
  const auto styles = series_styles(names);
  std::vector<Series> series;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    series.push_back(one_series(curves[i], plot.statistic));
    series.back().label = format_optimizer(record.spec.optimizers[curves[i].optimizer]);
    series.back().style = styles[i];
  }
  const double sign = is_regret(plot.measure) ? -1 : 1;
  const auto best = std::max_element(series.begin(), series.end(), [&](const auto& a, const auto& b) {
    return sign * a.centre.back() < sign * b.centre.back();
  });
  for (std::size_t i = 0; i < series.size(); ++i)
    series[i].band = series.size() <= kMaxBands || names[i] == "rs" || &series[i] == &*best;
  return series;
}

// Smallest and largest of all values drawn, in per cent.
std::pair<double, double> drawn_range(const std::vector<Series>& series) {
  std::pair<double, double> range(100 * series.front().low.front(), 100 * series.front().low.front());
  for (const auto& one : series) {
    range.first = std::min(range.first, 100 * *std::min_element(one.low.begin(), one.low.end()));
    range.second = std::max(range.second, 100 * *std::max_element(one.high.begin(), one.high.end()));
  }
  return range;
}

Axis linear_axis(const std::vector<Series>& series) {
  const auto [low, high] = drawn_range(series);
  constexpr double kMargin = 0.04, kLeast = 0.01;  // of the range; in points, where all values are one
  const double margin = std::max(kMargin * (high - low), kLeast);
  return {low - margin, high + margin, Scale::linear, kBottom, kTop};
}

// From the smallest middle above zero: edges of bands may lie far below it.
std::optional<Axis> logarithmic_axis(const std::vector<Series>& series) {
  double low = 0;
  for (const auto& one : series)
    for (const double value : one.centre)
      if (value > 0 && (low == 0 || 100 * value < low)) low = 100 * value;
  if (low == 0) return std::nullopt;
  constexpr double kMargin = 1.25;  // room for the bands
  return Axis{low / kMargin, std::max(low, drawn_range(series).second) * kMargin, Scale::logarithmic, kBottom, kTop};
}

Axis vertical_axis(const std::vector<Series>& series, study::Measure measure) {
  const auto logarithmic = is_regret(measure) ? logarithmic_axis(series) : std::nullopt;
  return logarithmic ? *logarithmic : linear_axis(series);
}

// Wide enough for the longest name and for both lines below.
double width_for(const std::vector<Series>& series, const std::string& caption, const std::string& hint) {
  double width = std::max(kWidth, kLeft + kCaptionGlyph * static_cast<double>(std::max(caption.size(), hint.size())));
  for (const auto& one : series)
    width = std::max(width, kLabelX + kLabelGlyph * static_cast<double>(one.label.size() + 1));
  return width;
}

std::string_view statistic_text(Statistic statistic) {
  switch (statistic) {
    case Statistic::median: return "Line: median; band: quartiles";
    case Statistic::mean: return "Line: mean; band: standard error";
    case Statistic::runs: return "Thick line: median; thin lines: all runs";
  }
  return "";
}

// "30", or "28 to 30" where some runs have no answer.
std::string runs_text(const std::vector<AnytimeCurve>& curves) {
  const auto [least, most] = std::minmax_element(
      curves.begin(), curves.end(), [](const auto& a, const auto& b) { return a.runs.size() < b.runs.size(); });
  const std::string text = std::to_string(most->runs.size());
  return least->runs.size() == most->runs.size() ? text : std::to_string(least->runs.size()) + " to " + text;
}

std::string what_is_drawn(const StudyRecord& record, const std::vector<AnytimeCurve>& curves, Statistic statistic) {
  std::string text(statistic_text(statistic));
  if (curves.size() > kMaxBands) text += " (baseline and best only)";
  text += "; n = " + runs_text(curves) + " runs per optimizer. Benchmark " + record.spec.benchmark + ", model " +
          record.model.name + ", seed " + std::to_string(record.spec.seed);
  return text + (record.spec.noise ? ", with noise." : ".");
}

// What regret is against, and where lines end.
std::string how_to_read(const StudyRecord& record, const std::vector<AnytimeCurve>& curves, const CurvePlot& plot) {
  std::string text;
  if (is_regret(plot.measure))
    text = plot.reference->is_optimum
               ? "Regret against the optimum of the space. "
               : "Regret against the best known architecture of model " + record.model.name + ". ";
  const bool all_complete = std::all_of(curves.begin(), curves.end(), [](const auto& curve) {
    return curve.complete_points() == curve.x.size();
  });
  if (!all_complete) text += "A line ends where the first of its runs ends. ";
  if (plot.axis == CurveAxis::simulated_gpu_days) text += "The axis begins where every run has its first answer.";
  return text;
}

std::string description(const std::string& caption, const std::vector<Series>& series) {
  std::string text = caption + " At the end:";
  for (const auto& one : series) text += " " + one.label + " " + percent(one.centre.back(), 2) + " %;";
  text.back() = '.';
  return text;
}

}  // namespace

std::string curve_svg(const StudyRecord& record, const CurvePlot& wanted) {
  CurvePlot plot = wanted;
  if (!plot.reference) plot.reference = study::known_optimum(record);
  const std::string title = "Anytime " + std::string(measure_name(plot.measure));
  const auto curves = study::anytime_curves(record, plot.axis, plot.measure, plot.reference);
  if (curves.empty()) {
    const std::string why = "The study holds no " + std::string(measure_name(plot.measure)) + " yet.";
    SvgWriter svg(kWidth, kHeight, title, why);
    svg.text(kWidth / 2, kHeight / 2, "middle", 14, kMuted, why);
    return std::move(svg).end();
  }
  const auto series = make_series(record, curves, plot);
  const double origin = plot.scale == Scale::logarithmic ? curves.front().x.front() : 0;
  const Axis x{origin, curves.front().x.back(), plot.scale, kLeft, kRight};
  const Axis y = vertical_axis(series, plot.measure);
  const std::string caption = what_is_drawn(record, curves, plot.statistic);
  const std::string hint = how_to_read(record, curves, plot);
  SvgWriter svg(width_for(series, caption, hint), kHeight, title, description(caption + " " + hint, series));
  svg.element("rect", "width=\"100%\" height=\"100%\" fill=\"" + std::string(kSurface) + "\"");
  draw_axes(svg, x, y, plot);
  draw_series(svg, series, plot.statistic, x, y);
  draw_labels(svg, series, x, y);
  svg.text(kLeft - 40, kHeight - 36, "start", 11, kMuted, caption);
  svg.text(kLeft - 40, kHeight - 18, "start", 11, kMuted, hint);
  return std::move(svg).end();
}

}  // namespace cellar::io
