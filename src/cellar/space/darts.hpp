// SPDX-License-Identifier: Apache-2.0
// The DARTS cell space of NAS-Bench-301 (arXiv 2008.09777, section 3; Liu et al., arXiv 1806.09055): a normal and a
// reduction cell; each has four intermediate nodes, each reading two distinct earlier nodes through one operation each.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/space.hpp>

namespace cellar::space::darts {

/// NAS-Bench-301's order; the value is the index in every encoding. There is no "none".
enum class Operation : std::uint8_t {
  max_pool_3x3, avg_pool_3x3, skip_connect, sep_conv_3x3, sep_conv_5x5, dil_conv_3x3, dil_conv_5x5
};
inline constexpr int kOperationCount = 7;
inline constexpr std::array<std::string_view, kOperationCount> kOperationNames = {
    "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"};

/// Error out_of_space lists the known names and suggests the nearest ones.
base::Result<Operation> find_operation(std::string_view name);

inline constexpr bool has_parameters(Operation op) { return op >= Operation::sep_conv_3x3; }

/// Nodes 0 and 1 are the outputs of the two previous cells, 2..5 are intermediate; the cell's output concatenates 2..5.
inline constexpr int kInputNodes = 2;
inline constexpr int kIntermediateNodes = 4;
inline constexpr int kEdgesPerCell = 8;
inline constexpr int kCells = 2;
inline constexpr std::array<std::string_view, kCells> kCellNames = {"normal", "reduce"};
/// Numbered by target, then source: node 2 has 0..1, node 3 has 2..4, node 4 has 5..8, node 5 has 9..13.
inline constexpr int kCandidateEdges = 14;

/// Number of the candidate edge source -> target (target 2..5, source < target), 0..13.
inline constexpr int candidate_edge(int target, int source) { return (target - 2) * (target + 1) / 2 + source; }

struct Edge {
  std::uint8_t source;
  Operation operation;
  friend bool operator==(const Edge&, const Edge&) = default;
};

/// Edges 2i and 2i+1 enter node i+2. Canonical: the sources of a node ascend.
struct Cell {
  std::array<Edge, kEdgesPerCell> edges;
  friend bool operator==(const Cell&, const Cell&) = default;
};

inline constexpr int target_of(int edge) { return edge / 2 + 2; }

struct Genotype {
  Cell normal;
  Cell reduce;
  friend bool operator==(const Genotype&, const Genotype&) = default;
};

/// Checks sources (distinct, earlier than their node) and operations, and sorts each node's two edges by source, so
/// that two spellings of one architecture become one. Error out_of_space names cell and edge ("normal[3]").
base::Result<Genotype> canonical(Genotype genotype);

/// Choices 16c + 2k and 16c + 2k + 1 are source and operation of edge k of cell c (0 normal, 1 reduction). The
/// genotype must be canonical.
Architecture pack(const Genotype& genotype);
Genotype unpack(const Architecture& architecture);

/// `Genotype(normal=[('sep_conv_3x3', 0), …], normal_concat=[2, 3, 4, 5], reduce=[…], reduce_concat=[2, 3, 4, 5])`
std::string to_genotype_string(const Genotype& genotype);
/// `[[(0, 3), (1, 3), …], [(0, 0), …]]`: pairs (source, operation index), as NASLib and BANANAS write it.
std::string to_compact(const Genotype& genotype);

/// Inverse of to_genotype_string, tolerant of white space, double quotes, lists in place of tuples, `range(2, 6)` as
/// concatenation and any order of the four fields (the two
/// concatenations may be missing), and a leading `NAME =`. Errors name cell and edge. Cost linear in the text, memory
/// bounded.
base::Result<Genotype> parse_genotype_string(std::string_view text);
/// Inverse of to_compact, tolerant of white space and of lists in place of tuples (so JSON arrays are accepted).
base::Result<Genotype> parse_compact(std::string_view text);

/// The space as 22 independent parameters, per cell: `inputs_node_{cell}_{3,4,5}`, the pair of sources (sizes 3, 6, 10;
/// by second, then first source), then `op_{cell}_{0..7}`, the operation of each of the 8 edges. Every combination is
/// one genotype, and every genotype one combination. (NAS-Bench-301's own 34 have an operation for each of 14 candidate
/// edges, of which the inputs leave 8.)
std::span<const Parameter> parameters();
std::vector<std::uint8_t> to_parameters(const Genotype& genotype);
Genotype from_parameters(std::span<const std::uint8_t> values);

/// Longest path from an input to each cell's deepest intermediate node, 1..4.
int depth(const Cell& cell);

/// Of the 16 operations, how many are convolutions.
int convolutions(const Genotype& genotype);

/// How the network around the two cells is built. The defaults are the network NAS-Bench-301 trains; its parameters,
/// auxiliary head left out, are the `model_parameters` of its records less the head's.
struct NetworkConfig {
  int cells = 8;
  int channels = 32;           ///< of the first cells; doubled by each reduction; the stem has three times as many
  int reductions = 2;          ///< cell k * cells / (reductions + 1) is one, for k from 1 on
  int image_side = 32;
  int image_channels = 3;
  bool affine_in_cells = true; ///< batch norms of the operations learn scale and shift
  bool norm_after_pool = false;

  /// NASLib's graph of the space as it stands for its zero-cost scores: that is the network behind the parameters and
  /// FLOPs it published for 725 architectures.
  static NetworkConfig naslib() { return {.affine_in_cells = false, .norm_after_pool = true}; }

  /// The network that fashion-darts trains (network/darts_network.cpp, docs/fashion.md).
  static constexpr NetworkConfig fashion() {
    return {.cells = 3, .channels = 4, .reductions = 1, .image_side = 7, .image_channels = 1};
  }
};

struct NetworkSize {
  std::int64_t parameters = 0;  ///< trainable, auxiliary head left out
  std::int64_t macs = 0;        ///< multiply-adds of convolutions and classifier for one image
  /// "FLOPs" as NASLib published them (counted by tensorwatch): macs; per element 1 for ReLU and for batch norm, 2 for
  /// an affine one; 9 per output of a 3 x 3 pooling; (side + 1)^2 per channel for the global pooling.
  std::int64_t flops = 0;
};

/// For 10 classes. Cost: under a microsecond.
NetworkSize network_size(const Genotype& genotype, const NetworkConfig& config = {});

/// The space. mutate: one of the 16 edges, chosen uniformly, gets either another operation or another source (each
/// with probability 1/2 where the node has another source to offer, else the operation), uniformly among the others.
/// neighbours: 96 changes of an operation, then 24 of a source, by cell, edge and new value: 120 in all.
const Space& space();

/// Architectures per cell: C(2,2) C(3,2) C(4,2) C(5,2) 7^8.
inline constexpr std::int64_t kCellCount = 1'037'664'180;

}  // namespace cellar::space::darts
