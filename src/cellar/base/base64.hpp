// SPDX-License-Identifier: Apache-2.0
// Bytes out of base64 text (RFC 4648, section 4), also as MIME writes it in lines (RFC 2045, section 6.8).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>

namespace cellar::base {

/// Line ends may stand anywhere; everything else is strict: only characters of the alphabet, a whole number of groups
/// of four, padding at the end alone, and no bits left over in the last group, so that no two texts (line ends aside)
/// give the same bytes. Error parse_error with the character's number, counted from 1, in `where`.
Result<std::vector<std::uint8_t>> decode_base64(std::string_view text);

}  // namespace cellar::base
