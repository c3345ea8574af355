// SPDX-License-Identifier: Apache-2.0
// A journal's file: text is only added to its end, and is on the disk before the next is looked at.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cli/folder_lock.hpp>

namespace cellar::cli {

class AppendedFile {
 public:
  /// A new one in the locked folder, in place of what is there: `first` is there whole or not at all. Error io_error.
  static base::Result<AppendedFile> begin(FolderLock lock, const std::filesystem::path& file, std::string_view first);

  /// The one that is there, of which the first `bytes` are kept.
  static base::Result<AppendedFile> reopen(FolderLock lock, const std::filesystem::path& file, std::size_t bytes);

  AppendedFile(AppendedFile&& other) noexcept;
  AppendedFile& operator=(AppendedFile&&) = delete;
  ~AppendedFile();

  /// Either all of it is there afterwards or, with an error, nothing.
  base::Result<base::Done> append(std::string_view text);

  const std::filesystem::path& path() const { return file_; }

 private:
  AppendedFile(FolderLock lock, std::filesystem::path file, int descriptor, std::size_t bytes)
      : lock_(std::move(lock)), file_(std::move(file)), descriptor_(descriptor), bytes_(bytes) {}

  FolderLock lock_;
  std::filesystem::path file_;
  int descriptor_;
  std::size_t bytes_;  // of whole appends
};

}  // namespace cellar::cli
