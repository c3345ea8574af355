// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cellar/encoding/darts_encodings.hpp>

using namespace cellar;
using namespace cellar::encoding::darts;
using encoding::GraphEdge;
using space::darts::Cell;
using space::darts::Edge;
using space::darts::Genotype;
using space::darts::Operation;

namespace {

constexpr int kTimes = 2000;

Genotype sample(base::Rng& rng) { return space::darts::unpack(space::darts::space().sample(rng)); }

std::array<const Cell*, 2> cells_of(const Genotype& genotype) { return {&genotype.normal, &genotype.reduce}; }

// Every edge another operation or source than its neighbours, so that no two places can be mistaken for each other.
Genotype varied() {
  return *space::darts::parse_compact(
      "[[(0, 3), (1, 4), (0, 0), (2, 5), (1, 6), (3, 2), (2, 1), (4, 3)],"
      " [(0, 2), (1, 1), (1, 4), (2, 3), (0, 5), (3, 6), (0, 6), (3, 0)]]");
}

// ConfigSpace's names in the order of the vector: hyperparameters without a condition by name, then those with one
// (configs/configspace.json of automl/nasbench301@61c670e). "" is a setting of the training.
constexpr std::array<std::string_view, kCategories> kNames = {
    "", "", "", "", "", "", "", "", "", "",
    "edge_normal_0", "edge_normal_1", "edge_reduce_0", "edge_reduce_1", "",
    "inputs_node_normal_3", "inputs_node_normal_4", "inputs_node_normal_5",
    "inputs_node_reduce_3", "inputs_node_reduce_4", "inputs_node_reduce_5",
    "", "", "", "", "", "", "", "", "", "", "",
    "edge_normal_10", "edge_normal_11", "edge_normal_12", "edge_normal_13", "edge_normal_2", "edge_normal_3",
    "edge_normal_4", "edge_normal_5", "edge_normal_6", "edge_normal_7", "edge_normal_8", "edge_normal_9",
    "edge_reduce_10", "edge_reduce_11", "edge_reduce_12", "edge_reduce_13", "edge_reduce_2", "edge_reduce_3",
    "edge_reduce_4", "edge_reduce_5", "edge_reduce_6", "edge_reduce_7", "edge_reduce_8", "edge_reduce_9"};

std::size_t place_of(const std::string& name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  REQUIRE(found != kNames.end());
  return static_cast<std::size_t>(found - kNames.begin());
}

// Choices of inputs_node_*_N, in ConfigSpace's order.
const std::vector<std::vector<std::pair<int, int>>> kPairs = {
    {{0, 1}, {0, 2}, {1, 2}},
    {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}},
    {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {1, 2}, {1, 3}, {1, 4}, {2, 3}, {2, 4}, {3, 4}}};

Cell cell_from_categories(const std::array<std::int8_t, kCategories>& vector, const std::string& name) {
  Cell cell{};
  int first_edge = 0;  // of the node among the candidate edges
  for (int node = 2; node < 6; first_edge += node++) {
    std::pair<int, int> sources = {0, 1};
    if (node > 2) {
      const auto choice = vector[place_of("inputs_node_" + name + "_" + std::to_string(node))];
      sources = kPairs[static_cast<std::size_t>(node - 3)].at(static_cast<std::size_t>(choice));
    }
    const auto edge = static_cast<std::size_t>(2 * (node - 2));
    for (const auto& [offset, source] : {std::pair{0, sources.first}, std::pair{1, sources.second}}) {
      const auto operation = vector[place_of("edge_" + name + "_" + std::to_string(first_edge + source))];
      cell.edges[edge + static_cast<std::size_t>(offset)] = {static_cast<std::uint8_t>(source),
                                                             static_cast<Operation>(operation)};
    }
  }
  return cell;
}

// All paths of a cell from its inputs, walked from the output backwards: input first, then the operations in order.
void walk_back(const Cell& cell, int node, std::vector<int> tail, std::set<std::pair<int, std::vector<int>>>& out) {
  if (node < 2) {
    std::reverse(tail.begin(), tail.end());
    out.insert({node, tail});
    return;
  }
  for (std::size_t i = 0; i < 8; ++i)
    if (static_cast<int>(i) / 2 + 2 == node) {
      auto longer = tail;
      longer.push_back(static_cast<int>(cell.edges[i].operation));
      walk_back(cell, cell.edges[i].source, longer, out);
    }
}

}  // namespace

TEST_CASE("the category vector has its values at ConfigSpace's places") {
  const auto vector = category_vector(varied());
  // inactive: -1; settings: 0
  const std::array<int, kCategories> expected = {
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0,                    // settings
      3, 4, 2, 1,                                      // operations into node 2
      0,                                               // setting
      1, 4, 8, 2, 2, 2,                                // 0_2, 1_3, 2_4; 1_2, 0_3, 0_3
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,                 // settings
      -1, 1, -1, 3, 0, -1, 5, -1, 6, -1, 2, -1,        // normal edges 10, 11, 12, 13, 2, ..., 9
      -1, -1, 0, -1, -1, 4, 3, 5, -1, -1, 6, 6};       // reduction
  for (std::size_t i = 0; i < kCategories; ++i) {
    CAPTURE(i);
    CHECK(int{vector[i]} == expected[i]);
  }
}

TEST_CASE("a genotype can be read back from its category vector by ConfigSpace's names") {
  base::Rng rng(1);
  for (int i = 0; i < kTimes; ++i) {
    const Genotype genotype = sample(rng);
    const auto vector = category_vector(genotype);
    int active = 0;
    for (std::size_t place = 0; place < kCategories; ++place) {
      if (kNames[place].empty())
        REQUIRE(vector[place] == 0);
      else
        active += vector[place] >= 0;
    }
    REQUIRE(active == 22);
    REQUIRE(cell_from_categories(vector, "normal") == genotype.normal);
    REQUIRE(cell_from_categories(vector, "reduce") == genotype.reduce);
  }
}

TEST_CASE("one-hot has a single one on each edge, at its place") {
  const auto bits = one_hot(varied());
  CHECK(bits[0 * 98 + 0 * 7 + 3] == 1);   // normal, 0 -> 2, sep_conv_3x3
  CHECK(bits[0 * 98 + 13 * 7 + 3] == 1);  // normal, 4 -> 5, sep_conv_3x3
  CHECK(bits[1 * 98 + 12 * 7 + 0] == 1);  // reduction, 3 -> 5, max_pool_3x3
  CHECK(bits[1 * 98 + 13 * 7 + 0] == 0);
  base::Rng rng(2);
  for (int i = 0; i < kTimes; ++i) {
    const Genotype genotype = sample(rng);
    const auto encoded = one_hot(genotype);
    std::array<std::vector<std::array<int, 3>>, 2> read;  // target, source, operation
    for (int c = 0, at = 0; c < 2; ++c)
      for (int target = 2; target < 6; ++target)
        for (int source = 0; source < target; ++source)
          for (int operation = 0; operation < 7; ++operation, ++at) {
            REQUIRE(encoded[static_cast<std::size_t>(at)] <= 1);
            if (encoded[static_cast<std::size_t>(at)] == 1)
              read[static_cast<std::size_t>(c)].push_back({target, source, operation});
          }
    for (std::size_t c = 0; c < 2; ++c) {
      REQUIRE(read[c].size() == 8);
      for (std::size_t edge = 0; edge < 8; ++edge) {
        const Edge& expected = cells_of(genotype)[c]->edges[edge];
        REQUIRE(read[c][edge] ==
                std::array{static_cast<int>(edge) / 2 + 2, int{expected.source}, static_cast<int>(expected.operation)});
      }
    }
  }
}

TEST_CASE("the adjacency matrix holds the operations, and identities into the output") {
  // Rows are sources, columns targets.
  const std::array<std::uint8_t, kAdjacency> expected = {
      0, 0, 4, 1, 0, 0, 0,  //
      0, 0, 5, 0, 7, 0, 0,  //
      0, 0, 0, 6, 0, 2, 8,  //
      0, 0, 0, 0, 3, 0, 8,  //
      0, 0, 0, 0, 0, 4, 8,  //
      0, 0, 0, 0, 0, 0, 8,  //
      0, 0, 0, 0, 0, 0, 0,  //
      0, 0, 3, 0, 6, 7, 0,  //
      0, 0, 2, 5, 0, 0, 0,  //
      0, 0, 0, 4, 0, 0, 8,  //
      0, 0, 0, 0, 7, 1, 8,  //
      0, 0, 0, 0, 0, 0, 8,  //
      0, 0, 0, 0, 0, 0, 8,  //
      0, 0, 0, 0, 0, 0, 0};
  CHECK(adjacency(varied()) == expected);
}

TEST_CASE("adjacency and graph tell architectures apart that one-hot tells apart") {
  base::Rng rng(3);
  for (int i = 0; i < 20; ++i) {
    const auto architecture = space::darts::space().sample(rng);
    auto compared = space::darts::space().neighbours(architecture);
    compared.push_back(architecture);
    std::set<std::array<std::uint8_t, kAdjacency>> matrices;
    std::set<std::vector<int>> graphs;
    for (const auto& one : compared) {
      matrices.insert(adjacency(space::darts::unpack(one)));
      std::vector<int> edges;
      for (const GraphEdge& edge : graph(space::darts::unpack(one)).edges)
        edges.insert(edges.end(), {edge.source, edge.target, edge.type});
      graphs.insert(edges);
    }
    REQUIRE(matrices.size() == 121);
    REQUIRE(graphs.size() == 121);
  }
}

TEST_CASE("paths are those of the cells and have the documented numbers") {
  base::Rng rng(4);
  for (int i = 0; i < kTimes; ++i) {
    const Genotype genotype = sample(rng);
    std::set<int> expected;
    for (int c = 0; c < 2; ++c) {
      std::set<std::pair<int, std::vector<int>>> paths;
      for (int node = 2; node < 6; ++node) walk_back(*cells_of(genotype)[static_cast<std::size_t>(c)], node, {}, paths);
      for (const auto& [input, operations] : paths) {
        int number = 2801 * (2 * c + input);
        int place = 1;
        for (const int operation : operations) {
          number += place * (1 + operation);
          place *= 7;
        }
        expected.insert(number);
      }
    }
    const auto indices = path_indices(genotype);
    REQUIRE(std::vector<int>(indices.begin(), indices.end()) == std::vector<int>(expected.begin(), expected.end()));
    REQUIRE(indices.size() >= 4);
    REQUIRE(indices.size() <= 36);
    const auto bits = path_encoding(genotype);
    REQUIRE(bits.count() == indices.size());
    for (const std::uint16_t index : indices) REQUIRE(bits.test(index));
  }
}

TEST_CASE("the longest path has the last number of its cell and input") {
  // Both inputs lead through nodes 2, 3, 4 and 5 by the last operation.
  const Genotype chain = *space::darts::parse_compact(
      "[[(0, 6), (1, 6), (0, 6), (2, 6), (0, 6), (3, 6), (0, 6), (4, 6)],"
      " [(0, 6), (1, 6), (0, 6), (2, 6), (0, 6), (3, 6), (0, 6), (4, 6)]]");
  const auto indices = path_indices(chain);
  for (const int last : {2800, 5601, 8402, 11'203})
    CHECK(std::binary_search(indices.begin(), indices.end(), last));
  CHECK(indices.back() == kPaths - 1);
}

// The reference's loop ends before the eighth edge.
TEST_CASE("the eighth edge counts in the path encoding") {
  Genotype genotype = varied();
  const auto before = path_indices(genotype);
  genotype.normal.edges[7].operation = Operation::avg_pool_3x3;
  CHECK(path_indices(genotype) != before);
}

// The documented equivalence: nodes 2 and 3 both read the inputs, so their names may be exchanged.
TEST_CASE("cells that differ in the names of their nodes alone have the same paths") {
  const Genotype a = *space::darts::parse_compact(
      "[[(0, 3), (1, 4), (0, 5), (1, 6), (2, 0), (3, 1), (0, 2), (2, 3)],"
      " [(0, 3), (1, 4), (0, 5), (1, 6), (2, 0), (3, 1), (0, 2), (2, 3)]]");
  const Genotype b = *space::darts::parse_compact(
      "[[(0, 5), (1, 6), (0, 3), (1, 4), (2, 1), (3, 0), (0, 2), (3, 3)],"
      " [(0, 5), (1, 6), (0, 3), (1, 4), (2, 1), (3, 0), (0, 2), (3, 3)]]");
  CHECK(path_indices(a) == path_indices(b));
  CHECK(one_hot(a) != one_hot(b));
}

TEST_CASE("in the graph every operation stands on its own edge") {
  const Graph encoded = graph(varied());
  using enum NodeType;
  CHECK(encoded.nodes == std::array{input_0, input_1, intermediate, intermediate, intermediate, intermediate, output,
                                    input_0, input_1, intermediate, intermediate, intermediate, intermediate, output});
  const std::array<GraphEdge, 28> expected = {{
      {0, 2, 4},  {1, 2, 5},  {0, 3, 1},   {2, 3, 6},   {1, 4, 7},   {3, 4, 3},   {2, 5, 2},   {4, 5, 4},
      {2, 6, 0},  {3, 6, 0},  {4, 6, 0},   {5, 6, 0},
      {7, 9, 3},  {8, 9, 2},  {8, 10, 5},  {9, 10, 4},  {7, 11, 6},  {10, 11, 7}, {7, 12, 7},  {10, 12, 1},
      {9, 13, 0}, {10, 13, 0}, {11, 13, 0}, {12, 13, 0},
      {6, 7, 0},  {6, 8, 0},  {13, 0, 0},  {13, 1, 0},
  }};
  CHECK(encoded.edges == expected);
}
