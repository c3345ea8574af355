// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/svg_writer.hpp>

#include <cmath>

#include <cellar/io/number.hpp>

namespace cellar::io {

std::string coordinate(double value) { return shortest(std::floor(value * 100 + 0.5) / 100); }

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      // XML 1.0 has no way to write the other control characters.
      default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

SvgWriter::SvgWriter(double width, double height, std::string_view title, std::string_view description) {
  const std::string w = coordinate(width), h = coordinate(height);
  svg_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + w + "\" height=\"" + h + "\" viewBox=\"0 0 " + w + " " + h +
         "\" role=\"img\" font-family=\"system-ui, sans-serif\">\n"
         "<title>" + escaped(title) + "</title>\n<desc>" + escaped(description) + "</desc>\n";
}

void SvgWriter::line(double x1, double y1, double x2, double y2, std::string_view colour) {
  element("line", "x1=\"" + coordinate(x1) + "\" y1=\"" + coordinate(y1) + "\" x2=\"" + coordinate(x2) + "\" y2=\"" +
                      coordinate(y2) + "\" stroke=\"" + std::string(colour) + "\"");
}

void SvgWriter::text(double x, double y, std::string_view anchor, int size, std::string_view colour,
                     std::string_view content) {
  svg_.append("<text x=\"").append(coordinate(x)).append("\" y=\"").append(coordinate(y));
  svg_.append("\" text-anchor=\"").append(anchor).append("\" font-size=\"").append(std::to_string(size));
  svg_.append("\" fill=\"").append(colour).append("\">").append(escaped(content)).append("</text>\n");
}

void SvgWriter::element(std::string_view name, std::string_view attributes) {
  svg_.append("<").append(name).append(" ").append(attributes).append("/>\n");
}

std::string SvgWriter::end() && { return std::move(svg_) + "</svg>\n"; }

}  // namespace cellar::io
