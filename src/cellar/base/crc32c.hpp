// SPDX-License-Identifier: Apache-2.0
// CRC-32C (Castagnoli polynomial; RFC 3720, appendix B.4): the checksum of TensorFlow's record files.
#pragma once

#include <cstdint>
#include <span>

namespace cellar::base {

/// Finds damage by accident; it is no protection against intent.
std::uint32_t crc32c(std::span<const std::uint8_t> bytes);

}  // namespace cellar::base
