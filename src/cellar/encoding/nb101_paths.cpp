// SPDX-License-Identifier: Apache-2.0
#include <cellar/encoding/nb101_paths.hpp>

#include <algorithm>
#include <array>

namespace cellar::encoding::nb101 {
namespace {

using space::nb101::Cell;
using space::nb101::kMaxVertices;
using space::nb101::kOperationCount;

// The number of a path from the input to some vertex, and the place value of the operation that would follow.
struct Path {
  std::uint32_t number;
  std::uint32_t next_place;
};

}  // namespace

std::vector<std::uint16_t> path_indices(const Cell& cell) {
  std::array<std::vector<Path>, kMaxVertices> through;  // paths up to a vertex, its own operation included
  through[0] = {{0, 1}};
  const int output = cell.vertices - 1;
  for (int vertex = 1; vertex <= output; ++vertex) {
    const std::uint32_t digit = vertex < output ? 1 + static_cast<std::uint32_t>(cell.operation(vertex)) : 0;
    auto& paths = through[static_cast<std::size_t>(vertex)];
    for (int source = 0; source < vertex; ++source)
      if (cell.has_edge(source, vertex))
        for (const Path& path : through[static_cast<std::size_t>(source)])
          paths.push_back({path.number + path.next_place * digit, path.next_place * kOperationCount});
  }
  std::vector<std::uint16_t> indices;
  for (const Path& path : through[static_cast<std::size_t>(output)])
    indices.push_back(static_cast<std::uint16_t>(path.number));
  std::sort(indices.begin(), indices.end());
  indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
  return indices;
}

}  // namespace cellar::encoding::nb101
