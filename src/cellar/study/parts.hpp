// SPDX-License-Identifier: Apache-2.0
// Parts of a study: which runs belong to one, which are missing, and how parts become the whole.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/study/record.hpp>

namespace cellar::study {

/// All runs of a study in canonical order: optimizer by optimizer.
std::vector<RunKey> all_runs(const StudySpec& spec);

/// The runs of shard i of N: those whose 1-based place in canonical order is i modulo N, so that every shard has its
/// share of every optimizer. All runs without a shard, none where there are fewer runs than shards.
std::vector<RunKey> runs_of_shard(const StudySpec& spec, const std::optional<Shard>& shard);

/// The runs of the record's shard, or of the whole study, that it does not hold finished; in canonical order.
std::vector<RunKey> missing_runs(const StudyRecord& record);

/// Joins parts of one study: runs in canonical order, of no shard. Error invalid_argument where specs, models or
/// versions differ or a run occurs twice.
base::Result<StudyRecord> merge(std::span<const StudyRecord> parts);

}  // namespace cellar::study
