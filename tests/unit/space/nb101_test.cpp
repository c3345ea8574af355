// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/sha256.hpp>
#include <cellar/space/nb101_enumeration.hpp>
#include <space/nb101_cells.hpp>

using namespace cellar;
using namespace cellar::space::nb101;
using namespace nb101_cells;

namespace {

// A drawing on seven vertices that need not be valid.
Cell random_drawing(base::Rng& rng) {
  Cell drawing{kMaxVertices, rng.below(1u << 21), {}};
  for (int vertex = 1; vertex <= kMaxInterior; ++vertex)
    drawing.set_operation(vertex, static_cast<Operation>(rng.below(kOperationCount)));
  return drawing;
}

// A renumbering drawn until edges go upwards.
std::vector<int> random_order(const Cell& cell, base::Rng& rng) {
  for (;;) {
    std::vector<int> order = identity_order(cell);
    rng.shuffle(std::span(order).subspan(1, static_cast<std::size_t>(cell.interior())));
    if (keeps_edges_upward(cell, order)) return order;
  }
}

std::string hex_hash(const Cell& cell) { return base::to_hex(hash(cell)); }

}  // namespace

TEST_CASE("edges are numbered as in NAS-Bench-101's enumeration") {
  int expected = 0;
  for (int target = 1; target < kMaxVertices; ++target)
    for (int source = 0; source < target; ++source) CHECK(edge_number(source, target) == expected++);
  CHECK(expected == 21);
}

TEST_CASE("pruning keeps what lies between input and output") {
  const Cell all = cell({c3, c1}, {{0, 1}, {1, 2}, {2, 3}});
  CHECK(prune(all) == all);
  const Cell dangling = cell({c3, mp, c1}, {{0, 1}, {0, 2}, {1, 3}, {3, 4}});  // 2 feeds nothing
  CHECK(prune(dangling) == all);
  const Cell unfed = cell({c3, mp, c1}, {{0, 1}, {1, 3}, {2, 3}, {3, 4}});  // 2 reads nothing
  CHECK(prune(unfed) == all);
  const Cell island = cell({c3, mp, mp, c1}, {{0, 1}, {1, 4}, {2, 3}, {4, 5}});
  CHECK(prune(island) == all);
  CHECK(!prune(cell({c3}, {{0, 1}})));
  CHECK(!prune(cell({c3}, {{1, 2}})));
  CHECK(!prune(cell({}, {})));
}

TEST_CASE("pruning is idempotent, and changes no key") {
  base::Rng rng(1);
  int pruned_some = 0;
  for (int i = 0; i < 100'000; ++i) {
    const Cell drawing = random_drawing(rng);
    const auto once = prune(drawing);
    if (!once) {
      REQUIRE(!find_key(drawing));
      continue;
    }
    REQUIRE(prune(*once) == once);
    REQUIRE(find_key(*once) == find_key(drawing));
    pruned_some += once->vertices < kMaxVertices;
  }
  CHECK(pruned_some > 1000);
}

TEST_CASE("limits are checked after pruning") {
  // 12 edges, three of them at vertex 5, which feeds nothing.
  const Cell twelve = cell({c3, c3, c1, mp, c1}, {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 4}, {2, 3}, {3, 4}, {2, 6},
                                                  {4, 6}, {0, 5}, {1, 5}, {4, 5}});
  REQUIRE(twelve.edge_count() == 12);
  const auto checked = canonical(twelve);
  REQUIRE(checked);
  CHECK(checked->vertices == 6);
  CHECK(checked->edge_count() == 9);
  CHECK(isomorphic(*prune(twelve), *checked));

  Cell ten = *prune(twelve);
  ten.add_edge(0, 4);
  const auto refused = canonical(ten);
  REQUIRE(!refused);
  CHECK(refused.error().code == base::ErrorCode::out_of_space);
  CHECK(refused.error().text() == "10 edges are left after pruning; a cell has at most 9, so take some away");
  const auto disconnected = canonical(cell({c3}, {{0, 1}}));
  REQUIRE(!disconnected);
  CHECK(disconnected.error().text() == "no path leads from the input to the output; connect them");
}

TEST_CASE("the hash is NAS-Bench-101's") {
  CHECK(hex_hash(kRecord) == "00005c142e6f48ac74fdcf73e3439874");
  CHECK(hex_hash(kInception).starts_with("28cfc787"));
}

TEST_CASE("hash and key do not depend on the numbering of the vertices") {
  base::Rng rng(2);
  int renumbered = 0;
  for (int i = 0; i < 25'000; ++i) {  // four labellings each: 100,000 cells
    const Cell cell = labelled_cell(rng.below(kLabelledCount));
    const std::vector<int> order = random_order(cell, rng);
    renumbered += order != identity_order(cell);
    std::array<Cell, base::kMd5Lanes> cells, others;
    for (std::size_t lane = 0; lane < cells.size(); ++lane) {
      cells[lane] = cell;
      for (int vertex = 1; vertex <= cell.interior(); ++vertex)
        cells[lane].set_operation(vertex, static_cast<Operation>(rng.below(kOperationCount)));
      others[lane] = relabelled(cells[lane], order);
      REQUIRE(find_key(others[lane]) == find_key(cells[lane]));
    }
    const auto hashes = hash_lanes(cells);
    REQUIRE(hash_lanes(others) == hashes);
    if (i % 16 == 0) REQUIRE(hash(cells[3]) == hashes[3]);
  }
  CHECK(renumbered > 10'000);
}

TEST_CASE("the key is the least number among all numberings") {
  base::Rng rng(3);
  for (int i = 0; i < 5'000; ++i) {
    const Cell cell = labelled_cell(rng.below(kLabelledCount));
    Key least = number(cell);
    any_order(cell, [&](const auto& order) {
      least = std::min(least, number(relabelled(cell, order)));
      return false;
    });
    REQUIRE(find_key(cell) == least);
  }
}

TEST_CASE("keys and cells are inverse, and a key is written as documented") {
  CHECK(number(cell({}, {{0, 1}})) == (2ULL << 31 | 1 << 10));
  CHECK(number(cell({c1, mp}, {{0, 1}, {1, 2}, {2, 3}})) == (4ULL << 31 | (1 + 4 + 32) << 10 | (1 * 4 + 2)));
  base::Rng rng(4);
  for (int i = 0; i < 10'000; ++i) {
    const Cell cell = labelled_cell(rng.below(kLabelledCount));
    REQUIRE(cell_of(number(cell)) == cell);
    REQUIRE(unpack(pack(cell)) == cell);
  }
}

TEST_CASE("an architecture holds vertices, edges and operations") {
  const space::Architecture architecture = pack(cell({c1, mp}, {{0, 1}, {1, 2}, {2, 3}}));
  const std::vector<std::uint8_t> expected = {4, 1, 0, 1, 0, 0, 1, 1, 2};
  CHECK(std::equal(expected.begin(), expected.end(), architecture.choices().begin(), architecture.choices().end()));
}

TEST_CASE("operations are found by name") {
  for (std::size_t i = 0; i < kOperationNames.size(); ++i)
    CHECK(*find_operation(kOperationNames[i]) == static_cast<Operation>(i));
  const auto unknown = find_operation("conv5x5-bn-relu");
  REQUIRE(!unknown);
  CHECK(unknown.error().code == base::ErrorCode::out_of_space);
  CHECK(unknown.error().message ==
        "unknown operation 'conv5x5-bn-relu'; known: conv3x3-bn-relu, conv1x1-bn-relu, maxpool3x3");
}
