// SPDX-License-Identifier: Apache-2.0
// Lines of a journal: JSON objects whose last member is the CRC-32C of what stands before it, so that a line which was
// being written when the process died is told from a whole one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>

namespace cellar::io {

/// `object` is the text of a JSON object on one line; the result has the checksum and ends the line.
std::string seal(std::string object);

/// Of a line without its end.
bool is_sealed(std::string_view line);

/// An error of a journal's line, 1 for the first: parse_error, the line before the place within it.
base::Error at_line(std::size_t number, const base::Error& error);

struct SealedLines {
  std::vector<std::string_view> lines;  ///< without their ends
  std::size_t whole_bytes = 0;          ///< up to the end of the last whole line
  bool torn = false;                    ///< a line behind it was being written when the process died
};

/// Error parse_error names a damaged line that is not the last one.
base::Result<SealedLines> split_sealed_lines(std::string_view text);

}  // namespace cellar::io
