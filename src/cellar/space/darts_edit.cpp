// SPDX-License-Identifier: Apache-2.0
#include <cellar/space/darts_edit.hpp>

#include <cassert>

namespace cellar::space::darts {

Edit edit_between(const Genotype& before, const Genotype& after) {
  const int cell = before.normal == after.normal ? 1 : 0;
  const auto& old_edges = (cell == 0 ? before.normal : before.reduce).edges;
  const auto& new_edges = (cell == 0 ? after.normal : after.reduce).edges;

  std::size_t node = 0;  // index of the first edge of the node that differs
  while (node < old_edges.size() && old_edges[node] == new_edges[node] && old_edges[node + 1] == new_edges[node + 1])
    node += 2;
  assert(node < old_edges.size());

  // One of the node's two edges is kept, perhaps at the other place; the remaining one was changed.
  const auto is_in = [&](const Edge& edge, const auto& edges) { return edges[node] == edge || edges[node + 1] == edge; };
  const std::size_t changed = is_in(old_edges[node], new_edges) ? node + 1 : node;
  const std::size_t became = is_in(new_edges[node], old_edges) ? node + 1 : node;
  const Edge from = old_edges[changed];
  const Edge to = new_edges[became];
  return {cell, static_cast<int>(changed), from.source == to.source ? Edit::Kind::operation : Edit::Kind::source, from, to};
}

}  // namespace cellar::space::darts
