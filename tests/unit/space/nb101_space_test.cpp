// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <cellar/space/nb101_enumeration.hpp>
#include <space/nb101_cells.hpp>

using namespace cellar;
using namespace cellar::space::nb101;
using namespace nb101_cells;
using space::Architecture;

namespace {

const space::Space& nb101() { return space::nb101::space(); }

bool is_representative(const Architecture& architecture) {
  const Cell cell = unpack(architecture);
  return find_key(cell) == number(cell) && pack(cell) == architecture;
}

Architecture representative(const Cell& cell) { return pack(cell_of(*find_key(cell))); }

std::vector<std::string> compact_neighbours(const Cell& cell) {
  std::vector<std::string> all;
  for (const auto& neighbour : nb101().neighbours(representative(cell))) all.push_back(nb101().to_compact(neighbour));
  return all;
}

double chi_square(const std::vector<double>& counts, const std::vector<double>& expected) {
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    sum += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
  return sum;
}

}  // namespace

TEST_CASE("the space has a name and its exact size") {
  CHECK(nb101().name() == "nb101");
  CHECK(nb101().size_text() == "423624");
}

TEST_CASE("samples are uniform over the cells") {
  const std::vector<Key> keys = all_keys();
  constexpr std::size_t kBins = 50;
  constexpr int kSamples = 100'000;
  std::vector<double> counts(kBins), expected(kBins);
  for (std::size_t rank = 0; rank < keys.size(); ++rank)
    expected[rank * kBins / keys.size()] += static_cast<double>(kSamples) / static_cast<double>(keys.size());
  base::Rng rng(1);
  for (int i = 0; i < kSamples; ++i) {
    const Architecture architecture = nb101().sample(rng);
    REQUIRE(is_representative(architecture));
    const auto rank = std::lower_bound(keys.begin(), keys.end(), number(unpack(architecture))) - keys.begin();
    ++counts[static_cast<std::size_t>(rank) * kBins / keys.size()];
  }
  CHECK(chi_square(counts, expected) < 85.35);  // 99.9th percentile, 49 degrees of freedom
}

// Random search as published sees small cells far too often: a tenth of its samples has no operation at all, and 3 in a
// thousand have seven vertices, as 85 % of the cells do.
TEST_CASE("labelled samples are distributed as random drawings") {
  base::Rng rng(2);
  std::map<int, int> drawn, expected;
  constexpr int kSamples = 20'000;
  for (int i = 0; i < kSamples; ++i) ++drawn[sample_labelled(rng).vertices];
  // The same in the words of the original: bits one by one, then validity.
  for (int i = 0; i < kSamples;) {
    Cell drawing{kMaxVertices, 0, {}};
    for (int edge = 0; edge < 21; ++edge) drawing.edges |= rng.below(2) << edge;
    const auto pruned = prune(drawing);
    if (!pruned || pruned->edge_count() > kMaxEdges) continue;
    ++expected[pruned->vertices];
    ++i;
  }
  for (int vertices = kMinVertices; vertices <= kMaxVertices; ++vertices) {
    const double p = expected[vertices] / static_cast<double>(kSamples);
    const double deviation = drawn[vertices] / static_cast<double>(kSamples) - p;
    CHECK(deviation * deviation < 16 * 2 * (p + 1e-4) / kSamples);  // four standard deviations of the difference
  }
}

TEST_CASE("a mutation is another cell of the space, and the same for the same seed") {
  base::Rng rng(3), again(3);
  Architecture architecture = nb101().sample(rng);
  Architecture same = nb101().sample(again);
  for (int i = 0; i < 20'000; ++i) {
    const Architecture child = nb101().mutate(architecture, rng);
    REQUIRE(child != architecture);
    REQUIRE(is_representative(child));
    same = nb101().mutate(same, again);
    REQUIRE(child == same);
    architecture = child;
  }
}

// 7 vertices, 6 edges, so each of the 26 choices leads to another valid cell. P(only the first operation changes) is
// (6/7)^21 * (1/5) * (4/5)^4, of these 1/2 to each other operation; so is that of P(only one given edge is added) =
// (1/7)(6/7)^20 (4/5)^5. Their ratio is known without the chance that a draw is refused.
TEST_CASE("mutations flip edges with probability 1/7 and change operations with probability 1/5") {
  const Cell chain = cell({c3, c1, mp, c1, c3}, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}});
  Cell other_operation = chain;
  other_operation.set_operation(1, mp);
  Cell other_edge = chain;
  other_edge.add_edge(0, 6);
  base::Rng rng(4);
  double operation = 0, edge = 0;
  for (int i = 0; i < 400'000; ++i) {
    const Architecture child = nb101().mutate(representative(chain), rng);
    operation += child == representative(other_operation);
    edge += child == representative(other_edge);
  }
  REQUIRE(operation > 100);
  const double expected = (1.0 / 5 / 2 * 6 / 7) / (1.0 / 7 * 4 / 5);  // 0.75
  const double deviation = operation / edge - expected;
  const double variance = expected * expected * (1 / operation + 1 / edge);
  CHECK(deviation * deviation < 16 * variance);
}

TEST_CASE("mutation makes small cells grow") {
  base::Rng rng(5);
  const Architecture smallest = representative(cell({}, {{0, 1}}));
  std::set<int> sizes;
  for (int i = 0; i < 20'000; ++i) sizes.insert(nb101().mutate(smallest, rng)[0]);
  CHECK(sizes == std::set{3, 4, 5, 6, 7});
}

TEST_CASE("neighbours of small cells, in their order") {
  CHECK(compact_neighbours(cell({}, {{0, 1}})) ==
        std::vector<std::string>{"[[0], [(0, 1), (0, 2), (1, 2)]]", "[[1], [(0, 1), (0, 2), (1, 2)]]",
                                 "[[2], [(0, 1), (0, 2), (1, 2)]]"});
  CHECK(compact_neighbours(cell({c1}, {{0, 1}, {1, 2}})) ==
        std::vector<std::string>{
            "[[0], [(0, 1), (1, 2)]]",  // another operation
            "[[2], [(0, 1), (1, 2)]]",
            "[[1], [(0, 1), (0, 2), (1, 2)]]",  // an edge added
            "[[0, 1], [(0, 1), (0, 2), (1, 2), (2, 3)]]",  // a vertex between input and interior
            "[[1, 1], [(0, 1), (0, 2), (1, 2), (2, 3)]]",
            "[[2, 1], [(0, 1), (0, 2), (1, 2), (2, 3)]]",
            "[[0, 1], [(0, 1), (0, 2), (1, 3), (2, 3)]]",  // between input and output
            "[[1, 1], [(0, 1), (0, 2), (1, 3), (2, 3)]]",
            "[[1, 2], [(0, 1), (0, 2), (1, 3), (2, 3)]]",
            "[[1, 0], [(0, 1), (1, 2), (1, 3), (2, 3)]]",  // between interior and output
            "[[1, 1], [(0, 1), (1, 2), (1, 3), (2, 3)]]",
            "[[1, 2], [(0, 1), (1, 2), (1, 3), (2, 3)]]"});
}

TEST_CASE("taking an edge away may take vertices away") {
  const auto all = compact_neighbours(cell({c3, c1, mp}, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}}));
  CHECK(std::count(all.begin(), all.end(), "[[], [(0, 1)]]") == 1);
  CHECK(std::count(all.begin(), all.end(), "[[0, 1, 2], [(0, 1), (1, 2), (2, 3), (3, 4)]]") == 1);
}

// A full cell of seven vertices can only lose edges or change operations.
TEST_CASE("neighbours are different cells of the space; the smallest change is mutual") {
  base::Rng rng(6);
  for (int i = 0; i < 2'000; ++i) {
    const Architecture architecture = nb101().sample(rng);
    const auto neighbours = nb101().neighbours(architecture);
    REQUIRE(neighbours.size() >= 3);
    REQUIRE(std::set<Architecture>(neighbours.begin(), neighbours.end()).size() == neighbours.size());
    for (const Architecture& neighbour : neighbours) {
      REQUIRE(neighbour != architecture);
      REQUIRE(is_representative(neighbour));
      const Cell before = unpack(architecture), after = unpack(neighbour);
      if (after.vertices < before.vertices || i % 20 != 0) continue;
      const auto back = nb101().neighbours(neighbour);
      REQUIRE(std::count(back.begin(), back.end(), architecture) == 1);
    }
    if (unpack(architecture).vertices == kMaxVertices && unpack(architecture).edge_count() == kMaxEdges)
      REQUIRE(neighbours.size() <= 2 * kMaxInterior + kMaxEdges);
  }
}

TEST_CASE("21 edges and 5 operations are the parameters") {
  const auto parameters = nb101().parameters();
  REQUIRE(parameters.size() == 26);
  CHECK(parameters[0].name == "edge_0_1");
  CHECK(parameters[2].name == "edge_1_2");
  CHECK(parameters[20].name == "edge_5_6");
  CHECK(parameters[20].size == 2);
  CHECK(parameters[21].name == "op_1");
  CHECK(parameters[25].name == "op_5");
  CHECK(parameters[25].size == 3);
}

TEST_CASE("parameters give the architecture back, and combinations that are no cell give nothing") {
  base::Rng rng(7);
  for (int i = 0; i < 5'000; ++i) {
    const Architecture architecture = nb101().sample(rng);
    const auto values = nb101().to_parameters(architecture);
    REQUIRE(values.size() == nb101().parameters().size());
    REQUIRE(nb101().from_parameters(values) == architecture);
  }
  CHECK(!nb101().from_parameters(std::vector<std::uint8_t>(26, 0)));
  CHECK(!nb101().from_parameters(std::vector<std::uint8_t>(26, 1)));
  std::vector<std::uint8_t> values(26, 0);
  values[15] = 1;  // input to output, bit 0 + 6 * 5 / 2
  CHECK(nb101().from_parameters(values) == representative(cell({}, {{0, 1}})));
}
