// SPDX-License-Identifier: Apache-2.0
// All cells of NAS-Bench-101, in the order in which it enumerates them (nasbench/scripts/generate_graphs.py).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <cellar/space/nb101.hpp>

namespace cellar::space::nb101 {

/// The 6,472 pruned graphs without operations, as cells whose operations are 0, ascending. Found once, in about ten
/// milliseconds; then a constant.
std::span<const Cell> wirings();

/// Cells as they are labelled: each wiring with each choice of operations.
inline constexpr int kLabelledCount = 1'293'208;

/// The labelled cell with this index in the enumeration. Cost: a few ten nanoseconds.
Cell labelled_cell(std::uint32_t index);

/// Keys of all 423,624 cells, ascending. Takes under a second.
std::vector<Key> all_keys();

struct HashedKey {
  base::Md5Digest hash;
  Key key;
};

/// All cells in ascending order of their hashes, the order of published lists. Found once, in some seconds; then kept
/// (10 MB).
std::span<const HashedKey> keys_by_hash();

/// The cell that has this hash. The first call takes as long as that of keys_by_hash.
std::optional<Key> find_key(const base::Md5Digest& hash);

}  // namespace cellar::space::nb101
