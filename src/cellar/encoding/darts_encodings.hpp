// SPDX-License-Identifier: Apache-2.0
// Encodings of the DARTS space for models and optimizers: as NAS-Bench-301 has them (arXiv 2008.09777, section 4;
// automl/nasbench301@61c670e), with its two mistakes corrected where noted. All take a canonical genotype.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <vector>

#include <cellar/encoding/labelled_graph.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::encoding::darts {

/// Length of NAS-Bench-301's ConfigSpace vector, the input of its tree models.
inline constexpr std::size_t kCategories = 56;

/// The ConfigSpace vector: index of the chosen category, and -1 for a hyperparameter that is not active.
///   10, 11 and 12, 13   operations of the candidate edges 0, 1 of the normal, then of the reduction cell
///   15..17 and 18..20   inputs of nodes 3, 4, 5: rank of the pair of sources among 0_1, 0_2, ..., 1_2, ...
///   32..43 and 44..55   operations of the candidate edges 10, 11, 12, 13, 2, 3, ..., 9 (ConfigSpace's sort by name)
///   all others          the 22 settings of the training, the same for every architecture: 0 here
/// Operations are 0..6, inputs 0..2, 0..5 and 0..9. One to one: 22 entries of an architecture are active.
std::array<std::int8_t, kCategories> category_vector(const space::darts::Genotype& genotype);

/// 2 cells x 14 candidate edges x 7 operations.
inline constexpr std::size_t kOneHot = 196;

/// Entry 98 c + 7 e + o is 1 where cell c has operation o on candidate edge e, else 0; 16 ones. One to one.
std::array<std::uint8_t, kOneHot> one_hot(const space::darts::Genotype& genotype);

/// Of a cell: two inputs, four intermediate nodes and the output.
inline constexpr std::size_t kGraphNodesPerCell = 7;

/// 2 cells x 7 sources x 7 targets.
inline constexpr std::size_t kAdjacency = 98;

/// Entry 49 c + 7 s + t: 0 where cell c has no edge from s to t, else 1 + operation; 8 (identity) from the four
/// intermediate nodes to the output, node 6. Upper triangular. One to one.
std::array<std::uint8_t, kAdjacency> adjacency(const space::darts::Genotype& genotype);

/// 2 cells x 2 inputs x paths of 0 to 4 operations: 4 (1 + 7 + 49 + 343 + 2401).
inline constexpr std::size_t kPaths = 11'204;

/// The paths from an input to the output of its cell, as ascending numbers without duplicates: at least 4, at most 36.
/// Number 2801 (2 c + i) + sum over j of 7^j (1 + operation j) is the path of cell c from input i, whose operations
/// are counted from the input. All 8 edges count; the reference leaves out the last one (an error that NASLib copied).
/// Not one to one: cells that differ only in the names of their nodes, or in which node a path runs through, agree.
std::vector<std::uint16_t> path_indices(const space::darts::Genotype& genotype);

/// The same as bits.
std::bitset<kPaths> path_encoding(const space::darts::Genotype& genotype);

enum class NodeType : std::uint8_t { input_0, input_1, intermediate, output };

/// Both cells as one directed graph. Nodes 0..6 are the normal cell's (0, 1 inputs, 2..5 intermediate, 6 output), 7..13
/// the reduction cell's. Edges: per cell the 8 operations by candidate edge, then 4 identities into the output; last
/// the links 6 -> 7, 6 -> 8, 13 -> 0, 13 -> 1 between the cells, as identities. One to one.
/// Unlike the reference, an operation stands on its own edge (the reference pairs edges in the order of their source
/// with operations in the order of their target, so that 65 % are on another edge), and the link 6 -> 6 is left out: a
/// loop at the normal cell's output, the same for every architecture.
struct Graph {
  std::array<NodeType, 2 * kGraphNodesPerCell> nodes;
  std::array<GraphEdge, 28> edges;
};
Graph graph(const space::darts::Genotype& genotype);

}  // namespace cellar::encoding::darts
