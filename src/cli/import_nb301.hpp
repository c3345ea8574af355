// SPDX-License-Identifier: Apache-2.0
// `cellar import nb301`: NAS-Bench-301's results folders as a data set.
#pragma once

#include <filesystem>

#include <cellar/base/result.hpp>
#include <cli/console.hpp>

namespace cellar::cli {

/// Reads every results*.json at or below `folder`, on `threads` threads (0: one per core), and writes the data set to
/// `out`. The source of an architecture is the folder below `folder` that its file is in, or `folder` itself. Files
/// that are damaged are left out, the first named on standard error, all counted. Errors: io_error where the folder
/// cannot be read or has no such file, or on an interrupt; model_damaged where no file can be used.
base::Result<base::Done> import_nb301(const std::filesystem::path& folder, const std::filesystem::path& out,
                                      unsigned threads, const Console& console);

}  // namespace cellar::cli
