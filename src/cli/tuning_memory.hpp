// SPDX-License-Identifier: Apache-2.0
// What tuning has found out already, kept in a journal (io/tuning_journal.hpp), so that nothing is trained twice.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include <cellar/io/tuning_journal.hpp>
#include <cli/appended_file.hpp>

namespace cellar::cli {

/// Used by several threads.
class TuningMemory {
 public:
  /// An empty folder name keeps nothing on disk. Errors: io_error; parse_error for a damaged journal; mismatch for one
  /// of another header.
  static base::Result<std::unique_ptr<TuningMemory>> open(const std::filesystem::path& folder,
                                                          const io::TuningHeader& header);

  std::optional<oneshot::TuningOutcome> find(const io::TuningKey& key);
  base::Result<base::Done> keep(const io::TuningKey& key, const oneshot::TuningOutcome& outcome);
  std::size_t size() const { return searches_.size(); }

 private:
  base::Result<base::Done> open_file(FolderLock lock, const std::filesystem::path& file,
                                     const io::TuningHeader& header);
  base::Result<base::Done> take_file(base::Result<AppendedFile> file);

  std::mutex mutex_;
  std::map<io::TuningKey, oneshot::TuningOutcome> searches_;
  std::optional<AppendedFile> file_;
};

}  // namespace cellar::cli
