// SPDX-License-Identifier: Apache-2.0
// Foreign data that the repository does not carry. Tests of it are skipped where the folder is not there:
//   TEST_CASE("..." * doctest::skip(!has_shared_data()))
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// Folder `data` of the shared files: CELLAR_SHARED_DATA, or beside the checkout.
inline std::filesystem::path shared_data() {
  const char* given = std::getenv("CELLAR_SHARED_DATA");
  return given ? std::filesystem::path(given) : std::filesystem::path(CELLAR_SOURCE_DIR) / ".." / "shared" / "data";
}

inline bool has_shared_data() {
  std::error_code ignored;
  return std::filesystem::is_directory(shared_data(), ignored);
}

/// Whole content of a file below shared_data().
inline std::string read_shared_data(const std::string& name) {
  std::ifstream file(shared_data() / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
