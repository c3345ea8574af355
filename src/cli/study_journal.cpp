// SPDX-License-Identifier: Apache-2.0
#include <cli/study_journal.hpp>

#include <string>
#include <utility>

#include <cli/files.hpp>

namespace cellar::cli {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::Result;

Result<io::Journal> read_journal(const fs::path& folder) {
  const fs::path file = folder / kJournalFile;
  const auto text = read_file(file);
  if (!text) return text.error();
  auto journal = io::parse_journal(*text);
  if (!journal) return Error{journal.error().code, journal.error().text(), file.string()};
  return journal;
}

Result<StudyJournal> StudyJournal::begin(FolderLock lock, const fs::path& folder, const study::StudyRecord& study,
                                         const space::Space& space) {
  auto file = AppendedFile::begin(std::move(lock), folder / kJournalFile, io::journal_header(study));
  if (!file) return file.error();
  return StudyJournal(*std::move(file), space);
}

Result<StudyJournal> StudyJournal::reopen(FolderLock lock, const fs::path& folder, std::size_t whole_bytes,
                                          const space::Space& space) {
  auto file = AppendedFile::reopen(std::move(lock), folder / kJournalFile, whole_bytes);
  if (!file) return file.error();
  return StudyJournal(*std::move(file), space);
}

Result<Done> StudyJournal::append(std::span<const study::FinishedRun> runs) {
  std::string lines;
  for (const auto& run : runs) lines += io::journal_line(run, *space_);
  auto appended = file_.append(lines);
  if (appended) return appended;
  Error error = appended.error();
  error.message += "; the runs before are kept: make room and go on with `cellar search --resume " +
                   file_.path().parent_path().string() + "`";
  return error;
}

}  // namespace cellar::cli
