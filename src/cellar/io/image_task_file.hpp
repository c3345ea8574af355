// SPDX-License-Identifier: Apache-2.0
// The images of the task in one small file of our own, for the page: a container of kind "image-task" (models/FORMAT.md).
// The task that is read is the one that the original files give, bit for bit.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/network/image_task.hpp>

namespace cellar::io {

struct PackedTask {
  network::ReducedTask task;
  std::string data_sha256;  ///< of the original files' contents
};

/// `name` is the container's.
base::Result<std::vector<std::uint8_t>> pack_image_task(const PackedTask& packed, const std::string& name);

/// Error model_damaged names the section.
base::Result<PackedTask> read_image_task(std::span<const std::uint8_t> file);

}  // namespace cellar::io
