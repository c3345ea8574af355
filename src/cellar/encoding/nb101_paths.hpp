// SPDX-License-Identifier: Apache-2.0
// The path encoding of NAS-Bench-101's cells: White, Neiswanger and Savani, "BANANAS", AAAI 2021, arXiv 1910.11858,
// section 4 (naszilla/naszilla@88a9b6d, nas_bench_101/cell_101.py, get_path_indices).
#pragma once

#include <cstdint>
#include <vector>

#include <cellar/space/nb101.hpp>

namespace cellar::encoding::nb101 {

/// Paths of 0 to 5 operations: 1 + 3 + 9 + 27 + 81 + 243.
inline constexpr std::size_t kPaths = 364;

/// The paths from input to output, as ascending numbers without duplicates. Number sum over j of 3^j (1 + operation j)
/// is the path whose operations, counted from the input, are these; 0 is the edge from input to output. Vertices that
/// lie on no such path do not count, so a cell need not be pruned. Isomorphic cells agree; a few others do as well.
std::vector<std::uint16_t> path_indices(const space::nb101::Cell& cell);

}  // namespace cellar::encoding::nb101
