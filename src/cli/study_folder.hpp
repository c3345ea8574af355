// SPDX-License-Identifier: Apache-2.0
// A study kept on disk, in a folder of its own: record.json, timing.json, summary.csv, curve.csv and curve.svg once it is
// done or was interrupted, and journal.jsonl (study_journal.hpp) from the beginning.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/study/record.hpp>
#include <cellar/study/run.hpp>

namespace cellar::cli {

/// A study and beside it the optimizers' own time by run, where that is known.
struct KeptStudy {
  study::StudyRecord record;
  std::vector<study::RunTime> times;
};

/// Parts of one study together, as study::merge does it; of the times those that are known.
base::Result<KeptStudy> join(std::span<const KeptStudy> parts);

/// `study`: a folder, a record, or "-". A folder without a record, which a search that was killed leaves, is read from its
/// journal. Times are those beside the record, if any.
base::Result<KeptStudy> read_kept_study(const std::filesystem::path& study);

/// The record alone. A folder of `cellar oneshot` is read as study::as_study.
base::Result<study::StudyRecord> read_study(const std::filesystem::path& study);

/// Error io_error.
base::Result<base::Done> make_study_folder(const std::filesystem::path& folder);

/// Refuses a folder that holds another study than `asked` (its spec, model, shard and version), or the same one
/// unfinished: error invalid_argument, which says how to go on. A finished study may be written over itself.
base::Result<base::Done> check_study_folder(const std::filesystem::path& folder, const study::StudyRecord& asked);

/// The record goes last: where it is there, the other files belong to it.
base::Result<base::Done> write_study_folder(const std::filesystem::path& folder, const KeptStudy& study,
                                            const space::Space& space);

/// Before a search goes on in the folder, so that no record stands beside a newer journal.
void remove_record(const std::filesystem::path& folder);

}  // namespace cellar::cli
