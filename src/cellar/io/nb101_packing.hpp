// SPDX-License-Identifier: Apache-2.0
// From the trainings in NAS-Bench-101's own files to the table that the benchmarks answer from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/io/nb101_results.hpp>

namespace cellar::io {

/// A table with every repeat of every budget in the files, all of it measured; halfway values are left out. `results`
/// are what Nb101Collector gives. Cells that no valid cell of the space has as its hash cannot occur there.
base::Result<std::vector<std::uint8_t>> pack_nb101_results(std::string name, std::string version,
                                                           std::span<const Nb101CellResults> results);

/// Of these the cells that a space of NAS-Bench-1Shot1 reaches.
std::vector<Nb101CellResults> one_shot_results(std::span<const Nb101CellResults> results);

}  // namespace cellar::io
