// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/critical_difference_svg.hpp>

#include <algorithm>
#include <numeric>
#include <vector>

#include <cellar/io/figure_colours.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/plot_axis.hpp>
#include <cellar/io/svg_writer.hpp>
#include <cellar/study/statistics_friedman.hpp>

namespace cellar::io {
namespace {

constexpr double kWidth = 720, kLeft = 200, kRight = 520;
constexpr double kScaleY = 48, kFirstBarY = 64, kBarStep = 10, kRowHeight = 18;

// The better half is named on the left, the others on the right; the outermost stand highest, so that leaders do not
// cross.
void draw_name(SvgWriter& svg, const Axis& x, double rank, const std::string& name, bool left, double y) {
  const double at = x.position(rank);
  svg.line(at, kScaleY, at, y, kMuted);
  svg.line(at, y, left ? kLeft - 16 : kRight + 16, y, kMuted);
  const std::string text = name + " " + fixed(rank, 2);
  svg.text(left ? kLeft - 20 : kRight + 20, y + 4, left ? "end" : "start", 12, kInk, text);
}

void draw_scale(SvgWriter& svg, const Axis& x, int groups, double critical_difference) {
  svg.line(kLeft, kScaleY, kRight, kScaleY, kInk);
  for (int rank = 1; rank <= groups; ++rank) {
    svg.line(x.position(rank), kScaleY - 5, x.position(rank), kScaleY, kInk);
    svg.text(x.position(rank), kScaleY - 9, "middle", 11, kMuted, std::to_string(rank));
  }
  const double end = x.position(std::min<double>(1 + critical_difference, groups));
  svg.element("path", "d=\"M" + coordinate(kLeft) + ",14H" + coordinate(end) + "\" stroke=\"" + std::string(kInk) +
                          "\" stroke-width=\"3\"");
  svg.text(kRight + 20, 18, "start", 11, kMuted, "critical difference " + fixed(critical_difference, 2));
}

}  // namespace

std::string critical_difference_svg(std::span<const std::string> names, std::span<const double> mean_ranks,
                                    double critical_difference) {
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return mean_ranks[a] < mean_ranks[b]; });
  const auto groups = study::undistinguished_groups(mean_ranks, critical_difference);
  const std::size_t left_count = (order.size() + 1) / 2;
  const double rows_y = kFirstBarY + kBarStep * static_cast<double>(groups.size()) + kRowHeight;
  const double height = rows_y + kRowHeight * static_cast<double>(left_count) + 8;

  std::string description = "Mean ranks, 1 is best:";
  for (const auto i : order) description += " " + names[i] + " " + fixed(mean_ranks[i], 2) + ";";
  description += " those closer than " + fixed(critical_difference, 2) + " do not differ at the 5 % level.";
  SvgWriter svg(kWidth, height, "Critical-difference diagram", description);
  svg.element("rect", "width=\"100%\" height=\"100%\" fill=\"" + std::string(kSurface) + "\"");
  const Axis x{1, static_cast<double>(names.size()), Scale::linear, kLeft, kRight};
  draw_scale(svg, x, static_cast<int>(names.size()), critical_difference);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const double y = kFirstBarY + kBarStep * static_cast<double>(g);
    const double from = x.position(mean_ranks[groups[g].front()]), to = x.position(mean_ranks[groups[g].back()]);
    svg.element("path", "d=\"M" + coordinate(from - 3) + "," + coordinate(y) + "H" + coordinate(to + 3) +
                            "\" stroke=\"" + std::string(kInk) + "\" stroke-width=\"4\"");
  }
  for (std::size_t place = 0; place < order.size(); ++place) {
    const bool left = place < left_count;
    const std::size_t row = left ? place : order.size() - 1 - place;
    const double y = rows_y + kRowHeight * static_cast<double>(row);
    draw_name(svg, x, mean_ranks[order[place]], names[order[place]], left, y);
  }
  return std::move(svg).end();
}

}  // namespace cellar::io
