// SPDX-License-Identifier: Apache-2.0
// The file a data set is kept in: a container of kind kDatasetKind, byte by byte in models/FORMAT.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include "training/data/dataset.hpp"

namespace cellar::training {

inline constexpr std::string_view kDatasetKind = "dataset";

/// Values come back bit for bit. `version` is that of the container. Error invalid_argument names the column that is
/// not as Dataset says, has a value out of its range, or more than the file can tell apart: 256 sources, 255 trainings
/// of an architecture.
base::Result<std::vector<std::uint8_t>> pack(const Dataset& data, const std::string& version);

/// Error model_damaged names the section. Memory: a few times the size of the file.
base::Result<Dataset> unpack_dataset(std::span<const std::uint8_t> file);

/// SHA-256 of all but the name, in hexadecimal: equal for equal content.
std::string digest(const Dataset& data);

}  // namespace cellar::training
