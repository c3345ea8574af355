// SPDX-License-Identifier: Apache-2.0
// The file a split is kept in: a container of kind kSplitKind, byte by byte in models/FORMAT.md. It belongs to one data
// set and is refused with any other.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include "training/data/dataset.hpp"
#include "training/data/split.hpp"

namespace cellar::training {

inline constexpr std::string_view kSplitKind = "split";

/// SHA-256 over the data set's digest and the part of every architecture, in hexadecimal: equal where the same models
/// are fitted to and measured on the same data.
std::string split_hash(const Split& split, const Dataset& data);

/// Error invalid_argument where an index is beyond the data set, in two parts, or out of order.
base::Result<std::vector<std::uint8_t>> pack(const Split& split, const Dataset& data);

/// Errors: model_damaged; mismatch where the split belongs to another data set.
base::Result<Split> unpack_split(std::span<const std::uint8_t> file, const Dataset& data);

}  // namespace cellar::training
