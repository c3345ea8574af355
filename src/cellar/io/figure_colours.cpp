// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/figure_colours.hpp>

#include <algorithm>
#include <vector>

#include <cellar/io/series_style.hpp>

namespace cellar::io {
namespace {

struct Colour {
  std::string_view light, dark;
};

// Each light colour once: random search is drawn in ink.
std::vector<Colour> colours() {
  std::vector<Colour> all = {{kInk, "#e8edf2"}, {kMuted, "#a3b0bc"}, {kHairline, "#303c49"}, {kSurface, "#19212b"}};
  for (const auto& style : all_series_styles()) {
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const auto& colour) { return colour.light == style.colour; });
    if (!known) all.push_back({style.colour, style.dark_colour});
  }
  return all;
}

std::string property(std::string_view colour) { return "--c" + std::string(colour.substr(1)); }

std::string declarations(std::string_view Colour::*ground) {
  std::string css;
  for (const auto& colour : colours()) css += property(colour.light) + ":" + std::string(colour.*ground) + ";";
  return css;
}

}  // namespace

std::string coloured_by_page(std::string_view svg) {
  std::string result(svg);
  for (const auto& colour : colours()) {
    const std::string value = "\"" + std::string(colour.light) + "\"";  // quotes stand around attributes only
    const std::string replacement = "\"var(" + property(colour.light) + ")\"";
    for (auto at = result.find(value); at != std::string::npos; at = result.find(value, at + replacement.size()))
      result.replace(at, value.size(), replacement);
  }
  return result;
}

std::string light_colour_properties() { return declarations(&Colour::light); }

std::string dark_colour_properties() { return declarations(&Colour::dark); }

}  // namespace cellar::io
