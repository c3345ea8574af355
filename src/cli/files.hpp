// SPDX-License-Identifier: Apache-2.0
// Whole files in and out.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <cellar/base/result.hpp>

namespace cellar::cli {

/// "-" reads standard input. Error io_error names the file.
base::Result<std::string> read_file(const std::filesystem::path& path);

/// The file is there whole or, where writing fails, as it was before: written beside it and renamed.
base::Result<base::Done> write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace cellar::cli
