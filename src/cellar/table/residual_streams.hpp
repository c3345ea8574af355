// SPDX-License-Identifier: Apache-2.0
// The columns of a NAS-Bench-101 table, each as what is left after a guess from the columns before it, so that gzip and
// brotli have little left to say. Measured values follow exactly, modelled ones on their grid.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/table/nb101_table.hpp>

namespace cellar::table {

/// A column: where its value stands, how coarse its grid is where it is modelled, and what it is guessed to be.
struct ResidualStream {
  std::string_view name;
  std::int32_t grid;  ///< of modelled values; measured ones have grid 1
  std::int32_t most;  ///< values are 0 to `most`
  std::int32_t (*get)(const Nb101Values&);
  void (*set)(Nb101Values&, std::int32_t);
  std::int32_t (*guess)(space::nb101::Key, const Nb101Values&);  ///< from the columns before it; about 0 to `most`
};

/// In the order in which they are read.
std::span<const ResidualStream> residual_streams();

/// One residual a row, zigzag coded, seven bits a byte from the low ones on, the top bit saying that more follow. First
/// come the first bytes of all rows, then the second bytes of those rows that have one, and so on.
std::vector<std::uint8_t> encode_residuals(const ResidualStream& stream, std::span<const Nb101Row> rows);

/// Sets the column in all rows, whose `measured` must be set. Returns what is wrong with the payload, or nothing.
std::optional<std::string> decode_residuals(const ResidualStream& stream, std::span<const std::uint8_t> payload,
                                            std::span<const space::nb101::Key> keys, std::span<Nb101Values> values);

}  // namespace cellar::table
