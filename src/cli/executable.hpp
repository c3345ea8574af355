// SPDX-License-Identifier: Apache-2.0
// Where the data that belongs to this program lies.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace cellar::cli {

/// ../share/cellar/NAME beside the executable (as installed), then the folder of the source tree it was built from.
std::vector<std::filesystem::path> installed_or_source(std::string_view name, std::filesystem::path source);

}  // namespace cellar::cli
