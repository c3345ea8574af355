// SPDX-License-Identifier: Apache-2.0
#include <cellar/encoding/darts_encodings.hpp>

#include <algorithm>

namespace cellar::encoding::darts {
namespace {

using space::darts::candidate_edge;
using space::darts::Cell;
using space::darts::Edge;
using space::darts::Genotype;
using space::darts::kCandidateEdges;
using space::darts::kCells;
using space::darts::kEdgesPerCell;
using space::darts::kInputNodes;
using space::darts::kIntermediateNodes;
using space::darts::kOperationCount;
using space::darts::target_of;

constexpr std::size_t kInputs = kInputNodes;
constexpr std::size_t kOutput = kGraphNodesPerCell - 1;

// Places in the ConfigSpace vector, by cell and candidate edge.
constexpr std::array<std::array<std::uint8_t, kCandidateEdges>, kCells> kEdgePlace = {{
    {10, 11, 36, 37, 38, 39, 40, 41, 42, 43, 32, 33, 34, 35},
    {12, 13, 48, 49, 50, 51, 52, 53, 54, 55, 44, 45, 46, 47},
}};
// By cell and node, from node 3 on.
constexpr std::array<std::array<std::uint8_t, kIntermediateNodes - 1>, kCells> kInputsPlace = {{
    {15, 16, 17},
    {18, 19, 20},
}};

std::array<const Cell*, kCells> cells_of(const Genotype& genotype) { return {&genotype.normal, &genotype.reduce}; }

std::size_t candidate_of(const Cell& cell, std::size_t edge) {
  return static_cast<std::size_t>(candidate_edge(target_of(static_cast<int>(edge)), cell.edges[edge].source));
}

std::uint8_t operation_type(const Edge& edge) {
  return static_cast<std::uint8_t>(1 + static_cast<int>(edge.operation));
}
constexpr std::uint8_t kIdentityEntry = 1 + kOperationCount;

// Rank of the sources a < b of a node among its pairs in the order 0_1, 0_2, ..., 1_2, ...
int pair_rank(int node, int a, int b) {
  int rank = 0;
  for (int smaller = 0; smaller < a; ++smaller) rank += node - 1 - smaller;
  return rank + b - a - 1;
}

// The number of a path from an input to some node, and the place value of the operation that would follow.
struct Path {
  std::uint32_t number;
  std::uint32_t next_place;
};

// Paths into each node grow from the paths into its sources, which come earlier.
void append_cell_paths(const Cell& cell, std::uint32_t offset, std::vector<std::uint16_t>& out) {
  constexpr std::uint32_t kPathsPerInput = kPaths / (kCells * kInputs);
  std::array<std::vector<Path>, kInputs + kIntermediateNodes> paths;
  for (std::uint32_t input = 0; input < kInputs; ++input) paths[input] = {{offset + input * kPathsPerInput, 1}};
  for (std::size_t i = 0; i < kEdgesPerCell; ++i) {
    const Edge& edge = cell.edges[i];
    for (const Path& path : paths[edge.source]) {
      const Path longer{path.number + path.next_place * operation_type(edge), path.next_place * kOperationCount};
      paths[static_cast<std::size_t>(target_of(static_cast<int>(i)))].push_back(longer);
      out.push_back(static_cast<std::uint16_t>(longer.number));
    }
  }
}

}  // namespace

std::array<std::int8_t, kCategories> category_vector(const Genotype& genotype) {
  std::array<std::int8_t, kCategories> vector{};
  for (std::size_t c = 0; c < kCells; ++c) {
    const Cell& cell = *cells_of(genotype)[c];
    for (const std::uint8_t place : kEdgePlace[c]) vector[place] = -1;
    for (std::size_t i = 0; i < kEdgesPerCell; ++i)
      vector[kEdgePlace[c][candidate_of(cell, i)]] = static_cast<std::int8_t>(cell.edges[i].operation);
    for (std::size_t i = kInputs; i < kEdgesPerCell; i += 2) {
      const int rank = pair_rank(target_of(static_cast<int>(i)), cell.edges[i].source, cell.edges[i + 1].source);
      vector[kInputsPlace[c][i / 2 - 1]] = static_cast<std::int8_t>(rank);
    }
  }
  return vector;
}

std::array<std::uint8_t, kOneHot> one_hot(const Genotype& genotype) {
  std::array<std::uint8_t, kOneHot> bits{};
  for (std::size_t c = 0; c < kCells; ++c) {
    const Cell& cell = *cells_of(genotype)[c];
    for (std::size_t i = 0; i < kEdgesPerCell; ++i) {
      const std::size_t edge = c * kCandidateEdges + candidate_of(cell, i);
      bits[edge * kOperationCount + static_cast<std::size_t>(cell.edges[i].operation)] = 1;
    }
  }
  return bits;
}

std::array<std::uint8_t, kAdjacency> adjacency(const Genotype& genotype) {
  std::array<std::uint8_t, kAdjacency> matrix{};
  for (std::size_t c = 0; c < kCells; ++c) {
    const Cell& cell = *cells_of(genotype)[c];
    const auto entry = [&](std::size_t source, std::size_t target) -> std::uint8_t& {
      return matrix[(c * kGraphNodesPerCell + source) * kGraphNodesPerCell + target];
    };
    for (std::size_t i = 0; i < kEdgesPerCell; ++i)
      entry(cell.edges[i].source, static_cast<std::size_t>(target_of(static_cast<int>(i)))) =
          operation_type(cell.edges[i]);
    for (std::size_t node = kInputs; node < kOutput; ++node) entry(node, kOutput) = kIdentityEntry;
  }
  return matrix;
}

std::vector<std::uint16_t> path_indices(const Genotype& genotype) {
  std::vector<std::uint16_t> indices;
  append_cell_paths(genotype.normal, 0, indices);
  append_cell_paths(genotype.reduce, kPaths / kCells, indices);
  std::sort(indices.begin(), indices.end());
  indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
  return indices;
}

std::bitset<kPaths> path_encoding(const Genotype& genotype) {
  std::bitset<kPaths> bits;
  for (const std::uint16_t index : path_indices(genotype)) bits.set(index);
  return bits;
}

Graph graph(const Genotype& genotype) {
  constexpr std::array<NodeType, kGraphNodesPerCell> kCellNodes = {
      NodeType::input_0,      NodeType::input_1,      NodeType::intermediate, NodeType::intermediate,
      NodeType::intermediate, NodeType::intermediate, NodeType::output};
  Graph graph{};
  auto next_edge = graph.edges.begin();
  for (std::size_t c = 0; c < kCells; ++c) {
    const Cell& cell = *cells_of(genotype)[c];
    const std::size_t first = c * kGraphNodesPerCell;
    std::copy(kCellNodes.begin(), kCellNodes.end(), graph.nodes.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t i = 0; i < kEdgesPerCell; ++i)
      *next_edge++ = {static_cast<std::uint8_t>(first + cell.edges[i].source),
                      static_cast<std::uint8_t>(first + static_cast<std::size_t>(target_of(static_cast<int>(i)))),
                      operation_type(cell.edges[i])};
    for (std::size_t node = kInputs; node < kOutput; ++node)
      *next_edge++ = {static_cast<std::uint8_t>(first + node), static_cast<std::uint8_t>(first + kOutput), 0};
  }
  for (const GraphEdge link : {GraphEdge{6, 7, 0}, GraphEdge{6, 8, 0}, GraphEdge{13, 0, 0}, GraphEdge{13, 1, 0}})
    *next_edge++ = link;
  return graph;
}

}  // namespace cellar::encoding::darts
