// SPDX-License-Identifier: Apache-2.0
// Cholesky factor of a symmetric positive definite matrix that grows row by row (Golub and Van Loan, "Matrix
// Computations", section 4.2). Sums have eight lanes that are joined in a fixed order, whatever the machine's vectors
// are, so that the bits are equal on every build.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cellar::optimizer {

/// Sum of products; the two are equally long.
double dot(std::span<const double> a, std::span<const double> b);

/// Lower triangle of a matrix, row by row.
class LowerTriangle {
 public:
  explicit LowerTriangle(std::size_t rows = 0) : rows_(rows), entries_(rows * (rows + 1) / 2) {}
  std::size_t rows() const { return rows_; }
  /// Entries 0 to row, the diagonal's last.
  std::span<double> operator[](std::size_t row) { return std::span(entries_).subspan(row * (row + 1) / 2, row + 1); }
  std::span<const double> operator[](std::size_t row) const {
    return std::span(entries_).subspan(row * (row + 1) / 2, row + 1);
  }
  /// Adds a row of zeros.
  std::span<double> append() {
    entries_.resize(entries_.size() + rows_ + 1);
    return (*this)[rows_++];
  }

 private:
  std::size_t rows_;
  std::vector<double> entries_;
};

class CholeskyFactor {
 public:
  std::size_t size() const { return factor_.rows(); }

  /// Appends the matrix's next row: its entries before the diagonal, and on it. Cost quadratic in the size.
  void append(std::span<const double> entries, double diagonal);

  /// Solves L z = b, where the matrix is L L', in place. Cost quadratic.
  void solve_lower(std::span<double> b) const;

  /// Solves L' x = z in place. Cost quadratic.
  void solve_upper(std::span<double> z) const;

  double log_determinant() const;

  /// Of the matrix. Cost: twice that of the factor.
  LowerTriangle inverse() const;

 private:
  LowerTriangle factor_;
};

}  // namespace cellar::optimizer
