// SPDX-License-Identifier: Apache-2.0
#include <cli/folder_lock.hpp>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cli/files.hpp>

namespace cellar::cli {

base::Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return system_error(folder, "cannot be opened");
  FolderLock lock(folder, descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    return base::Error{base::ErrorCode::io_error, "another cellar is at work here; wait for it, or choose another folder",
                       folder.string()};
  return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : folder_(std::move(other.folder_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

base::Result<base::Done> FolderLock::sync() const {
  // Some file systems have nothing to sync for a folder, and say EINVAL.
  if (fsync(descriptor_) != 0 && errno != EINVAL) return system_error(folder_, "cannot be written");
  return base::Done{};
}

}  // namespace cellar::cli
