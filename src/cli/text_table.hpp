// SPDX-License-Identifier: Apache-2.0
// Aligned columns of text.
#pragma once

#include <string>
#include <vector>

namespace cellar::cli {

using Row = std::vector<std::string>;

/// Columns as wide as their widest cell, two spaces between them; the first `left` columns and none else are
/// left-aligned. Widths count bytes, so cells should be ASCII.
std::string text_table(const std::vector<Row>& rows, std::size_t left);

}  // namespace cellar::cli
