// SPDX-License-Identifier: Apache-2.0
// The files that MNIST and its successors come in (LeCun and Cortes; Xiao et al., Fashion-MNIST, arXiv 1708.07747):
// big-endian header, then bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>

namespace cellar::network {

struct IdxImages {
  int count = 0, rows = 0, columns = 0;
  std::vector<std::uint8_t> pixels;  ///< image by image, row by row
};

/// `name` is the file's, for errors: model_damaged, with the byte where the file is not what it should be.
base::Result<IdxImages> parse_idx_images(std::span<const std::uint8_t> bytes, std::string_view name);

/// Labels below `classes`.
base::Result<std::vector<std::uint8_t>> parse_idx_labels(std::span<const std::uint8_t> bytes, int classes,
                                                         std::string_view name);

}  // namespace cellar::network
