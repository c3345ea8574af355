// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <cellar/space/nb101_enumeration.hpp>
#include <cellar/space/nb101_matrix.hpp>
#include <space/nb101_cells.hpp>

using namespace cellar;
using namespace cellar::space::nb101;
using namespace nb101_cells;
using base::ErrorCode;

namespace {

Matrix inception() { return to_matrix(kInception); }

// A chain through `vertices` vertices.
Matrix chain(std::size_t vertices) {
  Matrix matrix{std::vector(vertices, std::vector<std::int64_t>(vertices)), {"input"}};
  for (std::size_t vertex = 0; vertex + 1 < vertices; ++vertex) matrix.rows[vertex][vertex + 1] = 1;
  matrix.operations.resize(vertices - 1, "maxpool3x3");
  matrix.operations.emplace_back("output");
  return matrix;
}

base::Error error_of(const Matrix& matrix) {
  const auto cell = from_matrix(matrix);
  REQUIRE(!cell);
  return cell.error();
}

}  // namespace

TEST_CASE("a matrix is read as its cell, and written as it is drawn") {
  const auto cell = from_matrix(inception());
  REQUIRE(cell);
  CHECK(*cell == cell_of(*find_key(kInception)));
  CHECK(inception().rows[0] == std::vector<std::int64_t>{0, 1, 1, 1, 0, 1, 0});
  CHECK(inception().operations[5] == "maxpool3x3");
  base::Rng rng(1);
  for (int i = 0; i < 2'000; ++i) {
    const Cell drawn = labelled_cell(rng.below(kLabelledCount));
    const auto back = from_matrix(to_matrix(drawn));
    REQUIRE(back);
    REQUIRE(number(*back) == find_key(drawn));
  }
}

// As NAS-Bench-101 does: 40 unused vertices and their edges do not count, and their operations may have any name.
TEST_CASE("limits and operations are checked after pruning") {
  Matrix matrix = chain(50);
  for (std::size_t vertex = 4; vertex < 49; ++vertex) {
    matrix.rows[0][vertex] = 1;
    matrix.operations[vertex] = "dummy";
  }
  matrix.rows[3][4] = 0;
  matrix.rows[48][49] = 0;
  matrix.rows[3][49] = 1;
  const auto read = from_matrix(matrix);
  REQUIRE(read);
  CHECK(*read == cell({mp, mp, mp}, {{0, 1}, {1, 2}, {2, 3}, {3, 4}}));
}

TEST_CASE("a matrix that is none is refused by name and place") {
  Matrix matrix = inception();
  matrix.rows[2].push_back(0);
  CHECK(error_of(matrix).text() == "matrix[2]: 8 numbers in a matrix of 7 rows; it must be square");
  CHECK(error_of(matrix).code == ErrorCode::parse_error);
  matrix = inception();
  matrix.rows[1][4] = 2;
  CHECK(error_of(matrix).text() == "matrix[1][4]: 2 is neither 0 nor 1");
  matrix.rows[1][4] = -1;
  CHECK(error_of(matrix).text() == "matrix[1][4]: -1 is neither 0 nor 1");
  matrix = inception();
  matrix.rows[4][2] = 1;
  CHECK(error_of(matrix).text() ==
        "matrix[4][2]: an edge on or below the diagonal; number the vertices so that edges go from lower to higher "
        "ones");
  CHECK(error_of(matrix).code == ErrorCode::out_of_space);
  matrix = inception();
  matrix.rows[3][3] = 1;
  CHECK(error_of(matrix).where == "matrix[3][3]");
  CHECK(error_of({}).text() == "matrix: 0 rows; a cell has at least an input and an output, so 2");
  CHECK(error_of({{{0}}, {"input"}}).where == "matrix");
}

TEST_CASE("operations are refused by name and place") {
  Matrix matrix = inception();
  matrix.operations.pop_back();
  CHECK(error_of(matrix).text() ==
        "ops: 6 operations for 7 vertices; give one for each, 'input' and 'output' included");
  matrix = inception();
  matrix.operations[3] = "conv7x7";
  CHECK(error_of(matrix).text() ==
        "ops[3]: unknown operation 'conv7x7'; known: conv3x3-bn-relu, conv1x1-bn-relu, maxpool3x3");
  matrix = inception();
  matrix.operations[0] = "maxpool3x3";
  CHECK(error_of(matrix).text() == "ops[0]: expected 'input', found 'maxpool3x3'");
  matrix = inception();
  matrix.operations[6] = "out";
  CHECK(error_of(matrix).text() == "ops[6]: expected 'output', found 'out'");
}

TEST_CASE("what exceeds the limits after pruning is refused") {
  CHECK(error_of(chain(8)).text() ==
        "8 vertices are left after pruning; a cell has at most 7, input and output included");
  Matrix matrix = inception();
  matrix.rows[0][4] = 1;
  CHECK(error_of(matrix).text() == "10 edges are left after pruning; a cell has at most 9, so take some away");
  matrix = chain(5);
  matrix.rows[2][3] = 0;
  CHECK(error_of(matrix).text() == "no path leads from the input to the output; connect them");
}

TEST_CASE("the compact form is read back") {
  CHECK(to_compact(cell({c3, mp}, {{0, 1}, {0, 2}, {1, 3}, {2, 3}})) == "[[0, 2], [(0, 1), (0, 2), (1, 3), (2, 3)]]");
  CHECK(to_compact(cell({}, {{0, 1}})) == "[[], [(0, 1)]]");
  base::Rng rng(2);
  for (int i = 0; i < 5'000; ++i) {
    const Cell drawn = labelled_cell(rng.below(kLabelledCount));
    const auto back = parse_compact(to_compact(drawn));
    REQUIRE(back);
    REQUIRE(*back == drawn);
  }
  const auto arrays = parse_compact(" [ [0,2],[[1,3],[0,1], [0,2],[2,3]] ] ");
  REQUIRE(arrays);
  CHECK(*arrays == cell({c3, mp}, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}));
}

TEST_CASE("what is wrong in a compact form is named") {
  const auto error = [](std::string_view text) {
    const auto cell = parse_compact(text);
    REQUIRE(!cell);
    return cell.error().text();
  };
  CHECK(error("[[0, 3], [(0, 1)]]") ==
        "operations[1]: unknown operation 3; known: 0 (conv3x3-bn-relu), 1 (conv1x1-bn-relu), 2 (maxpool3x3)");
  CHECK(error("[[0, 0, 0, 0, 0, 0], []]") ==
        "operations[5]: an operation too many; a cell has at most 5 interior vertices");
  CHECK(error("[[0], [(0, 1), (2, 1)]]") ==
        "edges[1]: no edge leads from 2 to 1; edges go from lower to higher vertices, 0 to 2");
  CHECK(error("[[0], [(0, 3)]]").starts_with("edges[0]: no edge leads from 0 to 3"));
  CHECK(error("[[0], [(-1, 1)]]").starts_with("edges[0]: no edge leads from -1 to 1"));
  CHECK(error("[[0], [(0, 1), (0, 1)]]") == "edges[1]: given twice");
  CHECK(error("[[0], [(0, 1)") == "edges[1]: expected ',', found the end of the text");
  CHECK(error("[[0], [0, 1]]") == "edges[0]: expected a pair (source, target), found '0' at character 8");
  CHECK(error("[[0]]") == "expected ',', found ']' at character 5");
  CHECK(error("[[0], []] x") == "expected the end of the text, found 'x' at character 11");
  CHECK(error("").starts_with("expected '['"));
}
