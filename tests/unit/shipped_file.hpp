// SPDX-License-Identifier: Apache-2.0
// Files of models/.
#pragma once

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

inline std::vector<std::uint8_t> shipped_file(const std::string& name) {
  std::ifstream file(std::string(CELLAR_SOURCE_DIR) + "/models/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
