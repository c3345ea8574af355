// SPDX-License-Identifier: Apache-2.0
// The colours of our figures. A figure by itself has them as they are, on white; inside a page that may be light or
// dark they are custom properties of that page.
#pragma once

#include <string>
#include <string_view>

namespace cellar::io {

inline constexpr std::string_view kInk = "#16202b", kMuted = "#4d5b68", kHairline = "#d3dae1", kSurface = "#ffffff";

/// The figure with its colours replaced by custom properties.
std::string coloured_by_page(std::string_view svg);

/// Declarations of these properties, "--c16202b:#16202b;…", for a page on light or dark ground.
std::string light_colour_properties();
std::string dark_colour_properties();

}  // namespace cellar::io
