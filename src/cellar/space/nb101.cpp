// SPDX-License-Identifier: Apache-2.0
#include <cellar/space/nb101.hpp>

#include <algorithm>

#include <cellar/base/quote.hpp>
#include <cellar/space/nb101_graph.hpp>

namespace cellar::space::nb101 {

using base::Error;
using base::ErrorCode;

base::Result<Operation> find_operation(std::string_view name) {
  const auto found = std::find(kOperationNames.begin(), kOperationNames.end(), name);
  if (found != kOperationNames.end()) return static_cast<Operation>(found - kOperationNames.begin());
  std::string known;
  for (const std::string_view operation : kOperationNames) known.append(known.empty() ? "" : ", ").append(operation);
  return Error{ErrorCode::out_of_space, "unknown operation " + base::quote(name) + "; known: " + known, ""};
}

std::optional<Cell> prune(const Cell& cell) {
  std::uint32_t live = Graph(cell).live();
  if (live == 0) return std::nullopt;
  const int output = cell.vertices - 1;
  live = (live & ~(1u << Graph::kOutput)) | 1u << output;

  Cell pruned;
  pruned.vertices = static_cast<std::uint8_t>(std::popcount(live));
  const auto new_number = [live](int vertex) { return std::popcount(live & ((1u << vertex) - 1)); };
  for (int target = 1; target <= output; ++target) {
    if (!(live >> target & 1)) continue;
    for (std::uint32_t left = cell.sources(target) & live; left != 0; left &= left - 1)
      pruned.add_edge(new_number(std::countr_zero(left)), new_number(target));
    if (target != output) pruned.set_operation(new_number(target), cell.operation(target));
  }
  return pruned;
}

Error disconnected_error() {
  return {ErrorCode::out_of_space, "no path leads from the input to the output; connect them", ""};
}

Error too_many_vertices_error(std::size_t vertices) {
  return {ErrorCode::out_of_space,
          std::to_string(vertices) +
              " vertices are left after pruning; a cell has at most 7, input and output included",
          ""};
}

Error too_many_edges_error(std::size_t edges) {
  return {ErrorCode::out_of_space,
          std::to_string(edges) + " edges are left after pruning; a cell has at most 9, so take some away", ""};
}

base::Result<Cell> canonical(const Cell& cell) {
  if (const auto key = find_key(cell)) return cell_of(*key);
  const auto pruned = prune(cell);
  if (!pruned) return disconnected_error();
  return too_many_edges_error(static_cast<std::size_t>(pruned->edge_count()));
}

Architecture pack(const Cell& cell) {
  std::array<std::uint8_t, 1 + kMaxVertices * (kMaxVertices - 1) / 2 + kMaxInterior> choices{};
  auto next = choices.begin();
  *next++ = cell.vertices;
  for (int edge = 0; edge < edge_number(0, cell.vertices); ++edge)
    *next++ = static_cast<std::uint8_t>(cell.edges >> edge & 1);
  for (int vertex = 1; vertex <= cell.interior(); ++vertex) *next++ = static_cast<std::uint8_t>(cell.operation(vertex));
  return Architecture({choices.begin(), next});
}

Cell unpack(const Architecture& architecture) {
  Cell cell;
  cell.vertices = architecture[0];
  std::size_t choice = 1;
  for (int edge = 0; edge < edge_number(0, cell.vertices); ++edge)
    cell.edges |= std::uint32_t{architecture[choice++]} << edge;
  for (int vertex = 1; vertex <= cell.interior(); ++vertex)
    cell.set_operation(vertex, static_cast<Operation>(architecture[choice++]));
  return cell;
}

}  // namespace cellar::space::nb101
