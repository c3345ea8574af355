// SPDX-License-Identifier: Apache-2.0
// Cells of NAS-Bench-101 as text, in its own space and in those of NAS-Bench-1Shot1.
#pragma once

#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/space/space.hpp>

namespace cellar::io {

/// Whether the space is nb101 or one of nb1shot1-1 to -3.
bool has_nb101_cells(const space::Space& space);

/// Any form of such a space, told apart by the first character: a JSON object with "matrix" and "ops", the compact
/// form, or the cell's hash, 32 hexadecimal digits. The first hash takes some seconds, as all cells are hashed for it.
/// The text must not be empty or begin with white space. Memory is a few times the text's length, which the caller
/// bounds.
base::Result<space::Architecture> parse_nb101_text(const space::Space& space, std::string_view text);

/// {"matrix":[[0,1,...],...],"ops":["input",...,"output"]} or compact. A configuration of NAS-Bench-1Shot1 is drawn
/// with all its choice blocks. Error invalid_argument for other forms.
base::Result<std::string> format_nb101_text(const space::Space& space, const space::Architecture& architecture,
                                            space::Form form);

}  // namespace cellar::io
