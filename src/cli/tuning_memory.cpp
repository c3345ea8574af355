// SPDX-License-Identifier: Apache-2.0
#include <cli/tuning_memory.hpp>

#include <cli/files.hpp>
#include <cli/study_folder.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using oneshot::TuningOutcome;

constexpr const char* kTuningFile = "tuning.jsonl";

}  // namespace

Result<std::unique_ptr<TuningMemory>> TuningMemory::open(const fs::path& folder, const io::TuningHeader& header) {
  auto memory = std::make_unique<TuningMemory>();
  if (folder.empty()) return memory;
  if (const auto made = make_study_folder(folder); !made) return made.error();
  auto lock = FolderLock::take(folder);
  if (!lock) return lock.error();
  const auto done = memory->open_file(*std::move(lock), folder / kTuningFile, header);
  if (!done) return done.error();
  return memory;
}

std::optional<TuningOutcome> TuningMemory::find(const io::TuningKey& key) {
  const std::lock_guard guard(mutex_);
  const auto found = searches_.find(key);
  return found == searches_.end() ? std::nullopt : std::optional(found->second);
}

Result<Done> TuningMemory::keep(const io::TuningKey& key, const TuningOutcome& outcome) {
  const std::lock_guard guard(mutex_);
  if (!searches_.emplace(key, outcome).second) return Done{};  // two runs came to it at the same time
  return file_ ? file_->append(io::tuning_line(key, outcome)) : Done{};
}

Result<Done> TuningMemory::open_file(FolderLock lock, const fs::path& file, const io::TuningHeader& header) {
  std::error_code ignored;
  if (!fs::exists(file, ignored))
    return take_file(AppendedFile::begin(std::move(lock), file, io::tuning_header(header)));
  const auto text = read_file(file);
  if (!text) return text.error();
  auto journal = io::parse_tuning_journal(*text);
  if (!journal) return Error{journal.error().code, journal.error().text(), file.string()};
  if (journal->header != header)
    return Error{ErrorCode::mismatch, "is of other data or another version; take another folder", file.string()};
  searches_ = std::move(journal->searches);
  return take_file(AppendedFile::reopen(std::move(lock), file, journal->whole_bytes));
}

Result<Done> TuningMemory::take_file(Result<AppendedFile> file) {
  if (!file) return file.error();
  file_.emplace(*std::move(file));
  return Done{};
}

}  // namespace cellar::cli
