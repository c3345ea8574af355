// SPDX-License-Identifier: Apache-2.0
// Architectures as text, in every accepted form: the one entry for command line, page and files.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/space/space.hpp>

namespace cellar::io {

/// Longer texts are refused unread. NAS-Bench-301 writes its longest dictionaries with about 3,000 characters.
inline constexpr std::size_t kMaxArchitectureText = 16'384;

/// The names of all forms, in the order of space::Form.
std::span<const std::string_view> form_names();

/// Error unknown_name lists the known ones.
base::Result<space::Form> parse_form(std::string_view name);

/// Reads an architecture in any form of the space, found out from its first character and, for JSON objects, its keys:
///   Genotype(normal=[('sep_conv_3x3', 0), ...], ...)            genotype (see space::darts::parse_genotype_string)
///   {"normal": [["sep_conv_3x3", 0], ...], "reduce": ...}       json; other keys are ignored, but for *_concat
///   {"NetworkSelectorDatasetInfo:darts:edge_normal_0": ...}     config; keys of training settings are ignored
///   [[(0, 3), ...], [(0, 0), ...]]                              compact, also as JSON arrays
/// and in the spaces nb101 and nb1shot1-1 to -3
///   {"matrix": [[0, 1, ...], ...], "ops": ["input", ...]}       matrix (see space::nb101::from_matrix)
///   [[0, 2], [(0, 1), ...]] or [[0, 2, 1, 1], [[0], ...]]       compact (nb101 or nb1shot1)
///   00005c142e6f48ac74fdcf73e3439874                            the hash; the first one takes some seconds
/// Spellings of one architecture give equal results. Errors: parse_error for text in no form, out_of_space for an
/// architecture the space does not have, with the edge ("normal[3]") or key in `where`.
base::Result<space::Architecture> parse_architecture(const space::Space& space, std::string_view text);

/// One line, which parse_architecture reads back. Error invalid_argument where the space has no such form.
base::Result<std::string> format_architecture(const space::Space& space, const space::Architecture& architecture,
                                              space::Form form);

}  // namespace cellar::io
