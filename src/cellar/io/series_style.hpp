// SPDX-License-Identifier: Apache-2.0
// How a series is drawn: colour, dash and marker of every optimizer, the same in every figure. Colours are far apart
// under normal and the three dichromatic kinds of vision, but dash and marker tell series apart without colour too.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace cellar::io {

struct SeriesStyle {
  std::string_view optimizer;
  std::string_view colour;       ///< on a light ground
  std::string_view dark_colour;  ///< on a dark one
  std::string_view dash;    ///< SVG stroke-dasharray; empty for a solid line
  std::string_view marker;  ///< SVG path about the origin, within 8 x 8
  bool filled;              ///< else the marker is drawn as a line
};

std::span<const SeriesStyle> all_series_styles();

/// One style per optimizer name: its own, or where that is taken (two settings of one optimizer) or there is none, the
/// first that is free.
std::vector<const SeriesStyle*> series_styles(std::span<const std::string_view> optimizers);

}  // namespace cellar::io
