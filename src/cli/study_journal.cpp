// SPDX-License-Identifier: Apache-2.0
#include <cli/study_journal.hpp>

#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <cli/files.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::Result;

// Whether all of it left; errno says why not.
bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

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
  const std::string header = io::journal_header(study);
  if (const auto written = write_file(folder / kJournalFile, header); !written) return written.error();
  return open_at(std::move(lock), folder / kJournalFile, header.size(), space);
}

Result<StudyJournal> StudyJournal::reopen(FolderLock lock, const fs::path& folder, std::size_t whole_bytes,
                                          const space::Space& space) {
  return open_at(std::move(lock), folder / kJournalFile, whole_bytes, space);
}

Result<StudyJournal> StudyJournal::open_at(FolderLock lock, const fs::path& file, std::size_t bytes,
                                           const space::Space& space) {
  const int descriptor = open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) return system_error(file, "cannot be opened");
  StudyJournal journal(std::move(lock), file, descriptor, bytes, space);
  if (ftruncate(descriptor, static_cast<off_t>(bytes)) != 0 || fsync(descriptor) != 0)
    return system_error(file, "cannot be written");
  if (const auto synced = journal.lock_.sync(); !synced) return synced.error();
  return journal;
}

StudyJournal::StudyJournal(StudyJournal&& other) noexcept
    : lock_(std::move(other.lock_)), file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)),
      bytes_(other.bytes_), space_(other.space_) {}

StudyJournal::~StudyJournal() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<Done> StudyJournal::append(std::span<const study::FinishedRun> runs) {
  std::string lines;
  for (const auto& run : runs) lines += io::journal_line(run, *space_);
  if (write_all(descriptor_, lines) && fsync(descriptor_) == 0) {
    bytes_ += lines.size();
    return Done{};
  }
  Error error = system_error(file_, "cannot be written");
  error.message += "; the runs before are kept: make room and go on with `cellar search --resume " +
                   file_.parent_path().string() + "`";
  // Where even this fails the journal ends with a torn line, which its reader knows.
  [[maybe_unused]] const int cut = ftruncate(descriptor_, static_cast<off_t>(bytes_));
  return error;
}

}  // namespace cellar::cli
