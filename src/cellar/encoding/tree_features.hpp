// SPDX-License-Identifier: Apache-2.0
// The input of our tree surrogates on the DARTS space: the choices themselves, and counts, depths and sizes that follow
// from them. Trees of depth 6 cannot count eight operations or walk a path, so they are told.
#pragma once

#include <array>
#include <cstdint>

#include <cellar/space/darts.hpp>

namespace cellar::encoding::darts {

/// Positions of the features; all are whole numbers 0..255.
///     0..27    by cell and candidate edge: 0 without an operation, else 1 + operation
///    28..33    by cell and node 3, 4, 5: rank of its pair of sources among 0_1, 0_2, ..., 1_2, ...
///    34..47    by cell and operation: how many edges have it
///    48..51    by cell: depth of its deepest node, sum of the depths of its four nodes
///    52..53    by cell: convolutions
///    54..67    by cell and operation: how many edges out of the cell's two inputs have it
///    68..71    by cell and input: how many edges come out of it
///    72..73    size of the network: parameters, multiply-adds, in 255 equal steps from the smallest to the largest
inline constexpr std::size_t kTreeFeatures = 74;

using TreeFeatures = std::array<std::uint8_t, kTreeFeatures>;

/// `genotype` must be canonical, `size` must be its network_size. Cost: about 0.1 us.
TreeFeatures tree_features(const space::darts::Genotype& genotype, const space::darts::NetworkSize& size);

}  // namespace cellar::encoding::darts
