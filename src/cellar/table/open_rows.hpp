// SPDX-License-Identifier: Apache-2.0
// Rows of training results that no space implies, because it is too large to be listed: they are the architectures that
// were trained, and grow with every training.
#pragma once

#include <span>
#include <string>

#include <cellar/surrogate/model_file.hpp>
#include <cellar/table/training_results.hpp>

namespace cellar::table {

/// Makes rows of architectures that are none yet; all columns keep what they have. Cost linear in rows and columns.
void add_rows(TrainingResults& results, std::span<const space::Architecture> architectures);

/// Of two searches that asked for an architecture the one that counts, whichever is met first: the first by name that
/// is one.
void name_source(std::string& source, const std::string& other);

/// Nothing where the rows are implied.
void write_open_rows(surrogate::ModelFile& file, const TrainingResults& results);

/// Once `results.rows` is read. Error model_damaged.
base::Result<base::Done> read_open_rows(const surrogate::ModelFile& file, TrainingResults& results);

}  // namespace cellar::table
