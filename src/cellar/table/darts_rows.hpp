// SPDX-License-Identifier: Apache-2.0
// Architectures of the DARTS space in files, and who found them: sections that several kinds of file share
// (models/FORMAT.md).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/surrogate/model_file.hpp>

namespace cellar::table {

/// Section `architectures`: bytes, 16 an architecture, 7 x source + operation of each edge, normal cell first.
void write_darts_rows(surrogate::ModelFile& file, std::span<const space::darts::Genotype> rows);

bool has_darts_rows(const surrogate::ModelFile& file);

/// Error model_damaged names the row that is not canonical or no genotype.
base::Result<std::vector<space::darts::Genotype>> read_darts_rows(const surrogate::ModelFile& file);

/// Sections `sources` (text, names by line, ascending) and `source` (bytes, the number of its name for each row). At
/// most 256 names.
void write_sources(surrogate::ModelFile& file, std::span<const std::string> by_row);

/// Error model_damaged.
base::Result<std::vector<std::string>> read_sources(const surrogate::ModelFile& file, std::size_t rows);

}  // namespace cellar::table
