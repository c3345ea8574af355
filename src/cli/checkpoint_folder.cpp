// SPDX-License-Identifier: Apache-2.0
#include <cli/checkpoint_folder.hpp>

#include <cellar/base/version.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cli/files.hpp>
#include <cli/study_folder.hpp>
#include <training/data/dataset_file.hpp>
#include <training/data/split_file.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

constexpr const char* kFitFile = "fit.txt";

}  // namespace

Result<std::unique_ptr<CheckpointFolder>> CheckpointFolder::open(const fs::path& folder, const std::string& fit) {
  if (const auto made = make_study_folder(folder); !made) return made.error();
  auto lock = FolderLock::take(folder);
  if (!lock) return lock.error();
  const fs::path file = folder / kFitFile;
  std::error_code ignored;
  if (!fs::exists(file, ignored)) {
    if (const auto written = write_file(file, fit); !written) return written.error();
  } else {
    const auto there = read_file(file);
    if (!there) return there.error();
    if (*there != fit)
      return Error{ErrorCode::mismatch,
                   "is of another fit (model, options, data, split, members, seed or version); take another folder",
                   file.string()};
  }
  return std::unique_ptr<CheckpointFolder>(new CheckpointFolder(folder, *std::move(lock)));
}

Result<std::vector<std::uint8_t>> CheckpointFolder::read(const std::string& key) {
  std::error_code ignored;
  if (!fs::exists(folder_ / key, ignored)) return std::vector<std::uint8_t>();
  const auto content = read_file(folder_ / key);
  if (!content) return content.error();
  return std::vector<std::uint8_t>(content->begin(), content->end());
}

Result<Done> CheckpointFolder::write(const std::string& key, std::span<const std::uint8_t> content) {
  return write_file(folder_ / key, std::string(content.begin(), content.end()));
}

std::string fit_text(std::string_view model, const optimizer::Options& options, const training::FitRequest& request) {
  std::string text = "model " + std::string(model) + '\n';
  for (const auto& option : options.values()) text += option.name + ' ' + io::option_text(option.value) + '\n';
  return text + "data " + training::digest(*request.data) + "\nsplit " +
         training::split_hash(*request.split, *request.data) + "\nmembers " + std::to_string(request.members) +
         "\nseed " + std::to_string(request.seed) + "\nversion " + std::string(base::kVersion) + '\n';
}

}  // namespace cellar::cli
