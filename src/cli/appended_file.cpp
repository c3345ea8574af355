// SPDX-License-Identifier: Apache-2.0
#include <cli/appended_file.hpp>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <cli/files.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
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

Result<AppendedFile> AppendedFile::begin(FolderLock lock, const fs::path& file, std::string_view first) {
  if (const auto written = write_file(file, first); !written) return written.error();
  return reopen(std::move(lock), file, first.size());
}

Result<AppendedFile> AppendedFile::reopen(FolderLock lock, const fs::path& file, std::size_t bytes) {
  const int descriptor = open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) return system_error(file, "cannot be opened");
  AppendedFile opened(std::move(lock), file, descriptor, bytes);
  if (ftruncate(descriptor, static_cast<off_t>(bytes)) != 0 || fsync(descriptor) != 0)
    return system_error(file, "cannot be written");
  if (const auto synced = opened.lock_.sync(); !synced) return synced.error();
  return opened;
}

AppendedFile::AppendedFile(AppendedFile&& other) noexcept
    : lock_(std::move(other.lock_)), file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)),
      bytes_(other.bytes_) {}

AppendedFile::~AppendedFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<Done> AppendedFile::append(std::string_view text) {
  if (write_all(descriptor_, text) && fsync(descriptor_) == 0) {
    bytes_ += text.size();
    return Done{};
  }
  base::Error error = system_error(file_, "cannot be written");
  // Where even this fails the journal ends with a torn line, which its reader knows.
  [[maybe_unused]] const int cut = ftruncate(descriptor_, static_cast<off_t>(bytes_));
  return error;
}

}  // namespace cellar::cli
