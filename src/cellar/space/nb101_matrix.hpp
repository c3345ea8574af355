// SPDX-License-Identifier: Apache-2.0
// Cells as published code writes them: an adjacency matrix and a list of operations' names.
#pragma once

#include <string>
#include <vector>

#include <cellar/space/nb101.hpp>

namespace cellar::space::nb101 {

/// Any size, nothing checked. Row s, column t: 1 for an edge s -> t.
struct Matrix {
  std::vector<std::vector<std::int64_t>> rows;
  std::vector<std::string> operations;  ///< "input", ..., "output"
};

/// Errors: parse_error where the matrix is not square or not of 0 and 1, or the operations are not as many as its rows;
/// out_of_space where it is not strictly upper triangular. `where` is "matrix", "matrix[2][1]" or "ops".
base::Result<base::Done> check_form(const Matrix& matrix);

/// The representative of the cell's class. As in NAS-Bench-101, limits and operations are checked after pruning, so
/// that a matrix of more than 7 vertices or 9 edges may be a cell, and an operation that pruning takes away may have any
/// name. Errors: those of check_form and canonical; out_of_space for an unknown operation ("ops[3]"). Cost: quadratic
/// in the number of vertices.
base::Result<Cell> from_matrix(const Matrix& matrix);

Matrix to_matrix(const Cell& cell);

}  // namespace cellar::space::nb101
