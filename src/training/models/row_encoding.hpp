// SPDX-License-Identifier: Apache-2.0
// What trees and kernel machines see of an architecture: a row of whole numbers -1..255.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/space/space.hpp>
#include <cellar/surrogate/deep_trees.hpp>

namespace cellar::training {

/// Names of encodings, as options take them.
inline constexpr std::array<std::string_view, 3> kRowEncodings = {
    "categories",  ///< DARTS: NAS-Bench-301's 56 ConfigSpace entries, inactive ones -1; elsewhere the parameters
    "features",    ///< DARTS: our 74 tree features; cells of NAS-Bench-101: our 61 cell features
    "one-hot",     ///< a column for each operation on each candidate edge (DARTS), or each value of each parameter
};

/// Rows for architectures of `space`. Error invalid_argument where the space does not have the encoding, or it is none.
base::Result<surrogate::RowMatrix> encode_rows(std::string_view encoding, const space::Space& space,
                                               std::span<const space::Architecture> architectures);

/// Some rows of many.
surrogate::RowMatrix rows_of(const surrogate::RowMatrix& all, std::span<const std::size_t> which);

}  // namespace cellar::training
