// SPDX-License-Identifier: Apache-2.0
// The folder that `cellar oneshot` keeps a study in: journal.jsonl grows with every finished run; oneshot.json, epochs.csv
// and curve.svg are there once it is done or was interrupted.
#pragma once

#include <filesystem>
#include <optional>

#include <cellar/base/result.hpp>
#include <cellar/study/one_shot.hpp>
#include <cli/appended_file.hpp>
#include <cli/console.hpp>

namespace cellar::cli {

inline constexpr const char* kOneShotRecordFile = "oneshot.json";

struct OpenOneShotFolder {
  study::OneShotRecord record;  ///< with the runs that are done already
  AppendedFile journal;
};

/// Begins a journal for `asked`, or goes on with the one that is there. Errors: mismatch where that is of another study
/// (its methods, options, runs, seed, table, images or version); io_error; parse_error with the line.
base::Result<OpenOneShotFolder> open_one_shot_folder(const std::filesystem::path& folder,
                                                     const study::OneShotRecord& asked, const Console& console);

base::Result<base::Done> write_one_shot_folder(const std::filesystem::path& folder, const study::OneShotRecord& record,
                                               const space::Space& space);

/// A folder or a record. Errors: io_error; those of io::parse_one_shot_record.
base::Result<study::OneShotRecord> read_one_shot(const std::filesystem::path& study);

}  // namespace cellar::cli
