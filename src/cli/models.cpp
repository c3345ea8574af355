// SPDX-License-Identifier: Apache-2.0
#include <cli/models.hpp>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include <cellar/benchmark/registry.hpp>
#include <cli/executable.hpp>
#include <cli/files.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

// A folder the user names is the only one looked at: another model must not answer in its place unnoticed.
std::vector<fs::path> candidate_folders(const std::string& folder) {
  if (!folder.empty()) return {folder};
  if (const char* named = std::getenv("CELLAR_MODELS"); named && *named) return {named};
  return installed_or_source("models", CELLAR_SOURCE_MODELS);
}

Error missing(std::string_view file, const std::vector<fs::path>& folders) {
  std::string looked;
  for (const auto& folder : folders) looked += (looked.empty() ? "" : ", ") + folder.string();
  return Error{ErrorCode::model_missing,
               "model file not found in " + looked +
                   "; name its folder with --models DIR or the environment variable CELLAR_MODELS",
               std::string(file)};
}

}  // namespace

base::Result<std::vector<std::uint8_t>> load_model_file(std::string_view file, const std::string& folder) {
  const auto folders = fs::path(file).has_parent_path() ? std::vector<fs::path>{""} : candidate_folders(folder);
  for (const auto& candidate : folders) {
    const fs::path path = candidate / file;
    std::error_code ignored;
    if (!fs::exists(path, ignored)) continue;
    const auto content = read_file(path);
    if (!content) return content.error();
    return std::vector<std::uint8_t>(content->begin(), content->end());
  }
  return missing(file, folders);
}

base::Result<std::unique_ptr<benchmark::Benchmark>> load_benchmark(std::string_view name, const std::string& folder) {
  const auto info = benchmark::find_benchmark(name);
  if (!info) return info.error();
  const auto bytes = load_model_file((*info)->model_file, folder);
  if (!bytes) return bytes.error();
  auto loaded = (*info)->make(*bytes);
  if (!loaded) return Error{loaded.error().code, loaded.error().text(), std::string((*info)->model_file)};
  return loaded;
}

}  // namespace cellar::cli
