// SPDX-License-Identifier: Apache-2.0
// Whole files in and out, and what the system says where it refuses.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <cellar/base/result.hpp>

namespace cellar::cli {

/// Error io_error with what the system says (errno): "PATH: cannot be opened: No such file or directory".
base::Error system_error(const std::filesystem::path& path, const char* what);

/// "-" reads standard input. Error io_error names the file.
base::Result<std::string> read_file(const std::filesystem::path& path);

/// The file is there whole or, where writing fails, as it was before: written beside it and renamed.
base::Result<base::Done> write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace cellar::cli
