// SPDX-License-Identifier: Apache-2.0
// One line of comma-separated values (RFC 4180 with single line feeds).
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include <cellar/io/number.hpp>

namespace cellar::io {

// Fields of one line, separated by commas.
class CsvLine {
 public:
  CsvLine& add(std::string_view text) {
    separate();
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
      line_ += text;
      return *this;
    }
    line_ += '"';
    for (const char c : text) line_.append(c == '"' ? 2 : 1, c);
    line_ += '"';
    return *this;
  }
  CsvLine& add(double value) { return add(std::string_view(shortest(value))); }
  CsvLine& add(std::integral auto value) { return add(std::string_view(std::to_string(value))); }
  CsvLine& add(const std::optional<double>& value) { return value ? add(*value) : add(std::string_view()); }

  std::string end() && { return std::move(line_) + '\n'; }

 private:
  void separate() {
    if (!first_) line_ += ',';
    first_ = false;
  }

  std::string line_;
  bool first_ = true;
};

}  // namespace cellar::io
