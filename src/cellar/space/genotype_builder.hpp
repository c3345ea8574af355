// SPDX-License-Identifier: Apache-2.0
// Collects the edges of both cells in the order a text gives them, and refuses the first that is not of the space.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <cellar/base/result.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::space::darts {

/// "normal[3]", as every error names an edge: the cell and the number of the edge in its list, 0..7.
std::string edge_position(int cell, int edge);

class GenotypeBuilder {
 public:
  /// The next edge of cell 0 (normal) or 1 (reduction). Error out_of_space where the cell is full, the source does not
  /// come before the edge's node, or the node already reads it.
  base::Result<base::Done> add(int cell, std::int64_t source, Operation operation);

  /// Edges given to a cell so far: the number of the next one.
  int count(int cell) const { return counts_[static_cast<std::size_t>(cell)]; }

  /// The canonical genotype. Error out_of_space where a cell is not complete.
  base::Result<Genotype> finish() const;

 private:
  std::array<Cell, kCells> cells_{};
  std::array<int, kCells> counts_{};
};

}  // namespace cellar::space::darts
