// SPDX-License-Identifier: Apache-2.0
// One record of NAS-Bench-101's files: one training of one cell, as google-research/nasbench@b942470, nasbench/api.py
// reads it: a JSON array of hash, epochs, adjacency matrix, operations and metrics.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <cellar/base/result.hpp>
#include <cellar/io/nb101_metrics.hpp>

namespace cellar::io {

/// Epochs of training, each with a learning rate schedule of its own.
inline constexpr std::array<int, 4> kNb101Budgets = {4, 12, 36, 108};

/// MD5 of the cell that is the same for all its isomorphic spellings; the bytes in the order of its 32 digits.
using Nb101Hash = std::array<std::uint8_t, 16>;

/// In the order of the benchmark's own canonical indices.
enum class Nb101Operation : std::uint8_t { conv3x3_bn_relu, conv1x1_bn_relu, maxpool3x3 };

/// The cell as the file spells it, not pruned and not canonical. Vertex 0 is the input, the last one the output.
struct Nb101Cell {
  static constexpr int kMaxVertices = 7;
  static constexpr int kMaxEdges = 9;

  std::uint8_t vertices = 0;                       ///< 2..7
  std::array<Nb101Operation, 5> operations{};      ///< of the vertices 1 to vertices - 2; the rest is unused and 0
  std::uint32_t edges = 0;                         ///< from x to y is bit x + y(y-1)/2

  static constexpr int edge_bit(int from, int to) { return from + to * (to - 1) / 2; }
  bool has_edge(int from, int to) const { return from < to && (edges >> edge_bit(from, to) & 1) != 0; }

  friend bool operator==(const Nb101Cell&, const Nb101Cell&) = default;
};

struct Nb101Record {
  Nb101Hash hash{};
  std::size_t budget = 0;  ///< index into kNb101Budgets
  Nb101Cell cell;
  Nb101Metrics metrics;

  int epochs() const { return kNb101Budgets[budget]; }
};

/// The payload of one record. Whether the hash is that of the cell is not checked. Error parse_error; `where` names the
/// item ("matrix").
base::Result<Nb101Record> parse_nb101_record(std::span<const std::uint8_t> payload);

}  // namespace cellar::io
