// SPDX-License-Identifier: Apache-2.0
// The file of a study's journal, DIR/journal.jsonl, while the study is at work: every finished run is on the disk before
// the next is looked at, so that a search which is killed can be resumed (io/journal.hpp has the lines).
#pragma once

#include <filesystem>
#include <span>

#include <cellar/base/result.hpp>
#include <cellar/io/journal.hpp>
#include <cellar/space/space.hpp>
#include <cli/appended_file.hpp>

namespace cellar::cli {

inline constexpr const char* kJournalFile = "journal.jsonl";

/// Error io_error; parse_error with file and line.
base::Result<io::Journal> read_journal(const std::filesystem::path& folder);

class StudyJournal {
 public:
  /// A new one in the locked folder, in place of what is there: the header is there whole or not at all.
  static base::Result<StudyJournal> begin(FolderLock lock, const std::filesystem::path& folder,
                                          const study::StudyRecord& study, const space::Space& space);

  /// The one that is there, of which the first `whole_bytes` are kept.
  static base::Result<StudyJournal> reopen(FolderLock lock, const std::filesystem::path& folder,
                                           std::size_t whole_bytes, const space::Space& space);

  /// Either all lines are there afterwards or, with an error, none of them.
  base::Result<base::Done> append(std::span<const study::FinishedRun> runs);

 private:
  StudyJournal(AppendedFile file, const space::Space& space) : file_(std::move(file)), space_(&space) {}

  AppendedFile file_;
  const space::Space* space_;
};

}  // namespace cellar::cli
