// SPDX-License-Identifier: Apache-2.0
// A cell while it is edited or brought into canonical form: seven places in any order, of which pruning keeps some.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <cellar/space/nb101.hpp>

namespace cellar::space::nb101 {

/// Sets of places are bit masks. Place 0 is the input and place 6 the output whatever the size of the cell; edges may
/// go from any place to any other as long as they close no cycle.
struct Graph {
  static constexpr int kInput = 0;
  static constexpr int kOutput = kMaxVertices - 1;

  std::array<std::uint8_t, kMaxVertices> successors{};
  std::array<Operation, kMaxVertices> operations{};

  /// Interior vertices keep their numbers, the output moves to place 6.
  explicit Graph(const Cell& cell);

  bool has_edge(int source, int target) const { return successors[static_cast<std::size_t>(source)] >> target & 1; }
  void flip_edge(int source, int target) {
    successors[static_cast<std::size_t>(source)] ^= static_cast<std::uint8_t>(1u << target);
  }
  void set_operation(int place, Operation operation) { operations[static_cast<std::size_t>(place)] = operation; }

  /// Places that can be reached from `place`, itself included.
  std::uint32_t reached_from(int place) const;

  /// Places on a path from input to output; none where there is no such path.
  std::uint32_t live() const;
};

/// As for a cell.
std::optional<Key> find_key(const Graph& graph);

}  // namespace cellar::space::nb101
