// SPDX-License-Identifier: Apache-2.0
// Cells of NAS-Bench-101 that its own documents name, and relabelling by brute force, independent of the library.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <numeric>
#include <utility>
#include <vector>

#include <cellar/space/nb101.hpp>

namespace nb101_cells {

using cellar::space::nb101::Cell;
using cellar::space::nb101::Operation;

inline constexpr auto c3 = Operation::conv3x3_bn_relu;
inline constexpr auto c1 = Operation::conv1x1_bn_relu;
inline constexpr auto mp = Operation::maxpool3x3;

inline Cell cell(std::initializer_list<Operation> operations, std::initializer_list<std::pair<int, int>> edges) {
  Cell cell;
  cell.vertices = static_cast<std::uint8_t>(operations.size() + 2);
  std::copy(operations.begin(), operations.end(), cell.operations.begin());
  for (const auto& [source, target] : edges) cell.add_edge(source, target);
  return cell;
}

/// Of the record in nasbench-rs's unit test: hash 00005c142e6f48ac74fdcf73e3439874, 8,555,530 parameters.
inline const Cell kRecord = cell({c3, mp, c3, c3, c1},
                                 {{0, 1}, {0, 4}, {0, 5}, {1, 2}, {2, 3}, {2, 6}, {3, 5}, {4, 5}, {5, 6}});

/// Of NAS-Bench-101's README: 2,694,282 parameters.
inline const Cell kInception = cell({c1, c3, c3, c3, mp},
                                    {{0, 1}, {0, 2}, {0, 3}, {0, 5}, {1, 6}, {2, 6}, {3, 4}, {4, 6}, {5, 6}});

/// Vertex v becomes order[v]. The caller sees to it that edges still go upwards.
inline Cell relabelled(const Cell& cell, const std::vector<int>& order) {
  Cell out;
  out.vertices = cell.vertices;
  for (int target = 1; target < cell.vertices; ++target)
    for (int source = 0; source < target; ++source)
      if (cell.has_edge(source, target))
        out.add_edge(order[static_cast<std::size_t>(source)], order[static_cast<std::size_t>(target)]);
  for (int vertex = 1; vertex <= cell.interior(); ++vertex)
    out.set_operation(order[static_cast<std::size_t>(vertex)], cell.operation(vertex));
  return out;
}

inline bool keeps_edges_upward(const Cell& cell, const std::vector<int>& order) {
  for (int target = 1; target < cell.vertices; ++target)
    for (int source = 0; source < target; ++source)
      if (cell.has_edge(source, target) &&
          order[static_cast<std::size_t>(source)] >= order[static_cast<std::size_t>(target)])
        return false;
  return true;
}

inline std::vector<int> identity_order(const Cell& cell) {
  std::vector<int> order(cell.vertices);
  std::iota(order.begin(), order.end(), 0);
  return order;
}

/// Calls visit(order) for every renumbering of the interior that keeps edges upward, until it returns true.
template <class Visit>
bool any_order(const Cell& cell, Visit visit) {
  std::vector<int> order = identity_order(cell);
  do {
    if (keeps_edges_upward(cell, order) && visit(order)) return true;
  } while (std::next_permutation(order.begin() + 1, order.end() - 1));
  return false;
}

inline bool isomorphic(const Cell& a, const Cell& b) {
  return a.vertices == b.vertices && any_order(a, [&](const auto& order) { return relabelled(a, order) == b; });
}

}  // namespace nb101_cells
