// SPDX-License-Identifier: Apache-2.0
#include <cellar/space/nb101_matrix.hpp>

#include <cellar/base/quote.hpp>

namespace cellar::space::nb101 {
namespace {

using base::Error;
using base::ErrorCode;

std::string entry(std::size_t source, std::size_t target) {
  return "matrix[" + std::to_string(source) + "][" + std::to_string(target) + "]";
}

// Vertices on a path from the first to the last, ascending. Edges go upwards, so one pass in each direction finds them.
std::vector<std::size_t> live_vertices(const Matrix& matrix) {
  const std::size_t count = matrix.rows.size();
  std::vector<bool> forward(count), backward(count);
  forward.front() = backward.back() = true;
  for (std::size_t source = 0; source < count; ++source)
    for (std::size_t target = source + 1; forward[source] && target < count; ++target)
      if (matrix.rows[source][target] == 1) forward[target] = true;
  for (std::size_t target = count; target-- > 0;)
    for (std::size_t source = 0; backward[target] && source < target; ++source)
      if (matrix.rows[source][target] == 1) backward[source] = true;

  std::vector<std::size_t> live;
  for (std::size_t vertex = 0; vertex < count; ++vertex)
    if (forward[vertex] && backward[vertex]) live.push_back(vertex);
  return live;
}

std::size_t edges_among(const Matrix& matrix, const std::vector<std::size_t>& vertices) {
  std::size_t count = 0;
  for (const std::size_t source : vertices)
    for (const std::size_t target : vertices) count += matrix.rows[source][target] == 1;
  return count;
}

base::Result<base::Done> check_ends(const Matrix& matrix) {
  const auto check = [&](std::size_t vertex, std::string_view name) -> base::Result<base::Done> {
    if (matrix.operations[vertex] == name) return base::Done{};
    return Error{ErrorCode::out_of_space,
                 "expected '" + std::string(name) + "', found " + base::quote(matrix.operations[vertex]),
                 "ops[" + std::to_string(vertex) + "]"};
  };
  if (auto first = check(0, kInputName); !first) return first;
  return check(matrix.operations.size() - 1, kOutputName);
}

}  // namespace

base::Result<base::Done> check_form(const Matrix& matrix) {
  const std::size_t count = matrix.rows.size();
  if (count < kMinVertices)
    return Error{ErrorCode::parse_error,
                 std::to_string(count) + " rows; a cell has at least an input and an output, so 2", "matrix"};
  for (std::size_t source = 0; source < count; ++source) {
    const auto& row = matrix.rows[source];
    if (row.size() != count)
      return Error{ErrorCode::parse_error,
                   std::to_string(row.size()) + " numbers in a matrix of " + std::to_string(count) +
                       " rows; it must be square",
                   "matrix[" + std::to_string(source) + "]"};
    for (std::size_t target = 0; target < count; ++target) {
      if (row[target] != 0 && row[target] != 1)
        return Error{ErrorCode::parse_error, std::to_string(row[target]) + " is neither 0 nor 1",
                     entry(source, target)};
      if (row[target] == 1 && target <= source)
        return Error{ErrorCode::out_of_space,
                     "an edge on or below the diagonal; number the vertices so that edges go from lower to higher ones",
                     entry(source, target)};
    }
  }
  if (matrix.operations.size() != count)
    return Error{ErrorCode::parse_error,
                 std::to_string(matrix.operations.size()) + " operations for " + std::to_string(count) +
                     " vertices; give one for each, 'input' and 'output' included",
                 "ops"};
  return base::Done{};
}

base::Result<Cell> from_matrix(const Matrix& matrix) {
  if (auto checked = check_form(matrix); !checked) return checked.error();
  const std::vector<std::size_t> live = live_vertices(matrix);
  if (live.size() < kMinVertices) return disconnected_error();
  if (live.size() > kMaxVertices) return too_many_vertices_error(live.size());
  if (const std::size_t edges = edges_among(matrix, live); edges > kMaxEdges) return too_many_edges_error(edges);
  if (auto checked = check_ends(matrix); !checked) return checked.error();

  Cell cell;
  cell.vertices = static_cast<std::uint8_t>(live.size());
  for (int target = 1; target < cell.vertices; ++target) {
    const std::size_t column = live[static_cast<std::size_t>(target)];
    for (int source = 0; source < target; ++source)
      if (matrix.rows[live[static_cast<std::size_t>(source)]][column] == 1) cell.add_edge(source, target);
    if (target == cell.vertices - 1) break;
    const auto operation = find_operation(matrix.operations[column]);
    if (!operation)
      return Error{operation.error().code, operation.error().message, "ops[" + std::to_string(column) + "]"};
    cell.set_operation(target, *operation);
  }
  return canonical(cell);
}

Matrix to_matrix(const Cell& cell) {
  const std::size_t count = cell.vertices;
  Matrix matrix{std::vector(count, std::vector<std::int64_t>(count)), {}};
  for (int source = 0; source < cell.vertices; ++source)
    for (int target = source + 1; target < cell.vertices; ++target)
      matrix.rows[static_cast<std::size_t>(source)][static_cast<std::size_t>(target)] = cell.has_edge(source, target);
  matrix.operations.emplace_back(kInputName);
  for (int vertex = 1; vertex <= cell.interior(); ++vertex)
    matrix.operations.emplace_back(kOperationNames[static_cast<std::size_t>(cell.operation(vertex))]);
  matrix.operations.emplace_back(kOutputName);
  return matrix;
}

}  // namespace cellar::space::nb101
