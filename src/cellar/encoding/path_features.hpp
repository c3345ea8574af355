// SPDX-License-Identifier: Apache-2.0
// The path encoding of an architecture of any space, as sparse binary features for a model (BANANAS, arXiv 1910.11858).
#pragma once

#include <cstdint>
#include <vector>

#include <cellar/space/space.hpp>

namespace cellar::encoding {

/// Which feature numbers an architecture has.
///   DARTS space      the paths of darts::path_indices, of both cells and both inputs
///   NAS-Bench-101    the paths of nb101::path_indices
///   NAS-Bench-1Shot1 those of the architecture's cell in NAS-Bench-101; blocks that nothing reads do not count
///   any other space  one feature for each value of each parameter
/// Truncated as in the paper's section 4.1: paths of more than `longest` operations are left out. Features are numbered
/// anew without them, in the same order.
class PathFeatures {
 public:
  /// More operations than a path can have: nothing is left out.
  static constexpr int kAllPaths = 5;

  explicit PathFeatures(const space::Space& space, int longest = kAllPaths);

  /// Number of features.
  std::size_t size() const { return blocks_ * block_; }

  /// Ascending, without duplicates.
  std::vector<std::uint16_t> indices(const space::Architecture& architecture) const;

 private:
  std::vector<std::uint16_t> all_indices(const space::Architecture& architecture) const;

  const space::Space* space_;
  std::size_t blocks_;      // ranges of paths that start elsewhere: cell and input
  std::size_t full_block_;  // paths in each before truncation
  std::size_t block_;       // and after
};

}  // namespace cellar::encoding
