// SPDX-License-Identifier: Apache-2.0
// The four files of Fashion-MNIST, as they are published or unpacked.
#pragma once

#include <filesystem>
#include <string>

#include <cellar/base/result.hpp>
#include <cellar/network/image_task.hpp>

namespace cellar::cli {

/// Where Debian's package dataset-fashion-mnist puts them.
inline constexpr const char* kImageFolder = "/usr/share/datasets/fashion-mnist";

struct LoadedReducedTask {
  network::ReducedTask task;
  std::string data_sha256;  ///< of the files' contents: training images, labels, test images, labels
};

/// Reads NAME.gz or NAME in the folder. Errors: model_missing with how to get the files, model_damaged, io_error, and
/// those of network::reduce_task.
base::Result<LoadedReducedTask> load_reduced_task(const std::filesystem::path& folder,
                                                  const network::TaskOptions& options);

struct LoadedTask {
  network::ImageTask task;
  std::string data_sha256;
};

/// The same, standardised.
base::Result<LoadedTask> load_image_task(const std::filesystem::path& folder, const network::TaskOptions& options);

}  // namespace cellar::cli
