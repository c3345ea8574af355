// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/idx.hpp>

#include <algorithm>
#include <string>

namespace cellar::network {
namespace {

using base::Error;
using base::ErrorCode;

// Two zeros, 8 for unsigned bytes, the number of dimensions.
constexpr std::uint32_t kImagesMagic = 0x0803;
constexpr std::uint32_t kLabelsMagic = 0x0801;
constexpr std::uint32_t kMaxSide = 1024;  // pixels; so that products stay small

Error damaged(std::string_view name, std::size_t byte, const std::string& problem) {
  return {ErrorCode::model_damaged, problem + "; fetch the file again",
          std::string(name) + ", byte " + std::to_string(byte)};
}

std::uint32_t big_endian(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) << 24 | static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
         static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

// The dimensions, and after them exactly as many bytes as they say.
base::Result<std::vector<std::uint32_t>> read_header(std::span<const std::uint8_t> bytes, std::uint32_t magic,
                                                     std::string_view name) {
  const std::size_t dimensions = magic & 0xFF;
  const std::size_t header = 4 + 4 * dimensions;
  if (bytes.size() < header) return damaged(name, bytes.size(), "the file ends within its header");
  if (big_endian(bytes, 0) != magic)
    return damaged(name, 0, "not an IDX file of " + std::to_string(dimensions) +
                                (dimensions == 1 ? " dimension" : " dimensions"));
  std::vector<std::uint32_t> sizes;
  std::uint64_t content = 1;
  for (std::size_t i = 0; i < dimensions; ++i) {
    sizes.push_back(big_endian(bytes, 4 + 4 * i));
    if (i > 0 && (sizes[i] == 0 || sizes[i] > kMaxSide))
      return damaged(name, 4 + 4 * i, "images of " + std::to_string(sizes[i]) + " pixels a side");
    content *= sizes[i];
  }
  if (bytes.size() - header != content)
    return damaged(name, static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), header + content)),
                   "the header promises " + std::to_string(content) + " bytes, there are " +
                       std::to_string(bytes.size() - header));
  return sizes;
}

}  // namespace

base::Result<IdxImages> parse_idx_images(std::span<const std::uint8_t> bytes, std::string_view name) {
  const auto sizes = read_header(bytes, kImagesMagic, name);
  if (!sizes) return sizes.error();
  const std::size_t content = static_cast<std::size_t>((*sizes)[0]) * (*sizes)[1] * (*sizes)[2];
  const auto pixels = bytes.last(content);
  return IdxImages{static_cast<int>((*sizes)[0]), static_cast<int>((*sizes)[1]), static_cast<int>((*sizes)[2]),
                   {pixels.begin(), pixels.end()}};
}

base::Result<std::vector<std::uint8_t>> parse_idx_labels(std::span<const std::uint8_t> bytes, int classes,
                                                         std::string_view name) {
  const auto sizes = read_header(bytes, kLabelsMagic, name);
  if (!sizes) return sizes.error();
  const auto labels = bytes.last((*sizes)[0]);
  const auto unknown = std::find_if(labels.begin(), labels.end(), [=](std::uint8_t label) { return label >= classes; });
  if (unknown != labels.end())
    return damaged(name, bytes.size() - static_cast<std::size_t>(labels.end() - unknown),
                   "label " + std::to_string(*unknown) + " of " + std::to_string(classes) + " classes");
  return std::vector<std::uint8_t>(labels.begin(), labels.end());
}

}  // namespace cellar::network
