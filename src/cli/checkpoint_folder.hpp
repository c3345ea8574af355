// SPDX-License-Identifier: Apache-2.0
// Checkpoints of a fit in a folder, which belongs to one fit: fit.txt says which.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <cli/folder_lock.hpp>
#include <training/models/regressor.hpp>

namespace cellar::cli {

class CheckpointFolder final : public training::Checkpoints {
 public:
  /// Made where it is not there. `fit`: all that decides what the fit gives, as text. Errors: io_error, also where
  /// another process works there; mismatch where the folder is of another fit.
  static base::Result<std::unique_ptr<CheckpointFolder>> open(const std::filesystem::path& folder,
                                                              const std::string& fit);

  base::Result<std::vector<std::uint8_t>> read(const std::string& key) override;
  base::Result<base::Done> write(const std::string& key, std::span<const std::uint8_t> content) override;

 private:
  CheckpointFolder(std::filesystem::path folder, FolderLock lock)
      : folder_(std::move(folder)), lock_(std::move(lock)) {}

  std::filesystem::path folder_;
  FolderLock lock_;
};

/// Model with all its options, data and split by their hashes, members, seed and version: what open compares.
std::string fit_text(std::string_view model, const optimizer::Options& options, const training::FitRequest& request);

}  // namespace cellar::cli
