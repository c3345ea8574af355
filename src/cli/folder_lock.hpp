// SPDX-License-Identifier: Apache-2.0
// A folder that one process works in: a second one is told so instead of writing between its lines.
#pragma once

#include <filesystem>

#include <cellar/base/result.hpp>

namespace cellar::cli {

class FolderLock {
 public:
  /// Of a folder that exists, until the object goes or the process ends, however it does. Error io_error where another
  /// process has it. File systems without locks are trusted.
  static base::Result<FolderLock> take(const std::filesystem::path& folder);

  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

  /// Makes sure that the names in the folder survive a loss of power.
  base::Result<base::Done> sync() const;

 private:
  FolderLock(std::filesystem::path folder, int descriptor) : folder_(std::move(folder)), descriptor_(descriptor) {}

  std::filesystem::path folder_;
  int descriptor_;
};

}  // namespace cellar::cli
