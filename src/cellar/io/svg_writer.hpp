// SPDX-License-Identifier: Apache-2.0
// The few SVG elements our figures are made of, written as text with coordinates of two decimals.
#pragma once

#include <string>
#include <string_view>

namespace cellar::io {

class SvgWriter {
 public:
  /// `title` and `description` are what a screen reader says.
  SvgWriter(double width, double height, std::string_view title, std::string_view description);

  void line(double x1, double y1, double x2, double y2, std::string_view colour);
  /// `anchor`: "start", "middle" or "end".
  void text(double x, double y, std::string_view anchor, int size, std::string_view colour, std::string_view content);
  /// Any other element, with its attributes as they stand in the file.
  void element(std::string_view name, std::string_view attributes);

  std::string end() &&;

 private:
  std::string svg_;
};

/// Rounded to two decimals, finer than any screen.
std::string coordinate(double value);

/// With the characters that XML reserves replaced.
std::string escaped(std::string_view text);

}  // namespace cellar::io
