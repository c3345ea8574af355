// SPDX-License-Identifier: Apache-2.0
// Shards as text: `2/7` is the second of seven.
#pragma once

#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

/// Error invalid_argument for anything but I/N with 1 ≤ I ≤ N ≤ 1,000,000, as many as a study has runs of one optimizer.
base::Result<study::Shard> parse_shard(std::string_view text);

std::string format_shard(const study::Shard& shard);

}  // namespace cellar::io
