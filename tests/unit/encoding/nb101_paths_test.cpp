// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <set>
#include <vector>

#include <cellar/encoding/nb101_paths.hpp>
#include "space/nb101_cells.hpp"

using namespace cellar;
using encoding::nb101::path_indices;
using nb101_cells::c1;
using nb101_cells::c3;
using nb101_cells::cell;
using nb101_cells::mp;

namespace {

using Indices = std::vector<std::uint16_t>;

// All paths from `vertex` to the output, written out: the operations on the way as digits 1 to 3 in base 4.
void walk(const space::nb101::Cell& cell, int vertex, std::uint32_t place, std::uint32_t word,
          std::set<std::uint32_t>& out) {
  const int output = cell.vertices - 1;
  if (cell.has_edge(vertex, output)) out.insert(word);
  for (int target = vertex + 1; target < output; ++target)
    if (cell.has_edge(vertex, target))
      walk(cell, target, place * 4, word + place * (1 + static_cast<std::uint32_t>(cell.operation(target))), out);
}

// The number of a path whose operations are the base-4 digits of `word`.
std::uint16_t number_of(std::uint32_t word) {
  std::uint32_t number = 0;
  for (std::uint32_t place = 1; word > 0; word /= 4, place *= 3) number += place * (word % 4);
  return static_cast<std::uint16_t>(number);
}

}  // namespace

TEST_CASE("paths of cells drawn by hand") {
  CHECK(path_indices(cell({}, {{0, 1}})) == Indices{0});
  CHECK(path_indices(cell({c3}, {{0, 1}, {1, 2}})) == Indices{1});
  CHECK(path_indices(cell({mp}, {{0, 1}, {1, 2}, {0, 2}})) == Indices{0, 3});
  // conv1x1 then maxpool: 2 + 3 * 3; conv3x3 then maxpool: 1 + 3 * 3
  CHECK(path_indices(cell({c1, c3, mp}, {{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}})) == Indices{10, 11});
  // five pools in a row: 3 (1 + 3 + 9 + 27 + 81)
  CHECK(path_indices(cell({mp, mp, mp, mp, mp}, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}})) == Indices{363});
}

TEST_CASE("equal paths count once, vertices off every path do not count") {
  CHECK(path_indices(cell({c3, c3}, {{0, 1}, {0, 2}, {1, 3}, {2, 3}})) == Indices{1});
  CHECK(path_indices(cell({c3, mp, c1}, {{0, 1}, {0, 2}, {1, 4}, {3, 4}})) == Indices{1});
}

TEST_CASE("paths of random cells are those found by walking, and the same for isomorphic cells") {
  base::Rng rng(101);
  for (int time = 0; time < 500; ++time) {
    const auto drawn = space::nb101::unpack(space::nb101::space().sample(rng));
    std::set<std::uint32_t> words;
    walk(drawn, 0, 1, 0, words);
    std::set<std::uint16_t> numbers;
    for (const std::uint32_t word : words) numbers.insert(number_of(word));
    const Indices expected(numbers.begin(), numbers.end());
    REQUIRE(path_indices(drawn) == expected);
    nb101_cells::any_order(drawn, [&](const auto& order) {
      REQUIRE(path_indices(nb101_cells::relabelled(drawn, order)) == expected);
      return false;
    });
  }
}
