// SPDX-License-Identifier: Apache-2.0
// The space of NAS-Bench-101 (Ying et al., ICML 2019, arXiv 1902.09635): cells that are directed acyclic graphs of at
// most 7 vertices and 9 edges, with one of three operations on each interior vertex; 423,624 of them.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <cellar/base/md5.hpp>
#include <cellar/base/result.hpp>
#include <cellar/space/space.hpp>

namespace cellar::space::nb101 {

/// NAS-Bench-101's canonical order; the value is the label in the hash.
enum class Operation : std::uint8_t { conv3x3_bn_relu, conv1x1_bn_relu, maxpool3x3 };
inline constexpr int kOperationCount = 3;
inline constexpr std::array<std::string_view, kOperationCount> kOperationNames = {"conv3x3-bn-relu", "conv1x1-bn-relu",
                                                                                  "maxpool3x3"};
inline constexpr std::string_view kInputName = "input";
inline constexpr std::string_view kOutputName = "output";

/// Error out_of_space lists the known names.
base::Result<Operation> find_operation(std::string_view name);

inline constexpr int kMinVertices = 2;
inline constexpr int kMaxVertices = 7;
inline constexpr int kMaxEdges = 9;
inline constexpr int kMaxInterior = kMaxVertices - 2;

/// Number of the edge source -> target (source < target): the bit that stands for it, 0..20.
inline constexpr int edge_number(int source, int target) { return source + target * (target - 1) / 2; }

/// A labelled graph. Vertex 0 is the input, vertex `vertices` - 1 the output; edges go from lower to higher numbers.
/// A plain value; "pruned" says that every vertex lies on a path from input to output and that the limits hold.
struct Cell {
  std::uint8_t vertices = kMinVertices;
  std::uint32_t edges = 0;                           ///< bit edge_number(source, target)
  std::array<Operation, kMaxInterior> operations{};  ///< of vertices 1, 2, ...; those beyond the interior are 0

  bool has_edge(int source, int target) const { return edges >> edge_number(source, target) & 1; }
  void add_edge(int source, int target) { edges |= 1u << edge_number(source, target); }
  int interior() const { return vertices - 2; }
  int edge_count() const { return std::popcount(edges); }
  /// Bit s: edge s -> target.
  std::uint32_t sources(int target) const { return edges >> edge_number(0, target) & ((1u << target) - 1); }
  /// Of an interior vertex (1 to vertices - 2).
  Operation operation(int vertex) const { return operations[static_cast<std::size_t>(vertex - 1)]; }
  void set_operation(int vertex, Operation operation) { operations[static_cast<std::size_t>(vertex - 1)] = operation; }

  friend bool operator==(const Cell&, const Cell&) = default;
};

/// Without the vertices that no path from input to output goes through, the others in their order; limits are not
/// checked. Idempotent. Nothing where the input does not reach the output.
std::optional<Cell> prune(const Cell& cell);

/// What NAS-Bench-101's table has one entry for: two cells have equal keys if and only if they have equal hashes, which
/// is if and only if they are isomorphic. It is the canonical representative written as a number,
/// vertices * 2^31 + edges * 2^10 + operations in base 4; ascending keys are the order in which NAS-Bench-101
/// enumerates cells (graphs of 2, then 3, ... vertices, edges as an integer, operations in product order), and the
/// representative is the first cell of its class there.
using Key = std::uint64_t;

/// The key of a cell after pruning. Nothing where it is not valid: disconnected, or more than 9 edges. Cost: well under
/// a microsecond.
std::optional<Key> find_key(const Cell& cell);

/// The number of a cell as it is labelled: its key if it is pruned and the representative of its class.
Key number(const Cell& cell);

/// Inverse of number.
Cell cell_of(Key key);

/// The cell pruned, checked as NAS-Bench-101 checks (limits hold for what is left after pruning) and replaced by the
/// representative of its class. Error out_of_space.
base::Result<Cell> canonical(const Cell& cell);

/// The errors of `canonical`, for cells read from elsewhere.
base::Error disconnected_error();
base::Error too_many_vertices_error(std::size_t vertices);
base::Error too_many_edges_error(std::size_t edges);

/// NAS-Bench-101's fingerprint of a pruned cell (nasbench/lib/graph_util.py, hash_module). Cost: about 15 microseconds
/// for 7 vertices; use keys inside loops.
base::Md5Digest hash(const Cell& cell);

/// Of cells with equal vertices and edges, in about half the time.
std::array<base::Md5Digest, base::kMd5Lanes> hash_lanes(const std::array<Cell, base::kMd5Lanes>& cells);

/// Channels of each vertex, where the cell turns `input` channels into `output` ones (nasbench/lib/model_builder.py,
/// compute_vertex_channels): interior vertices share the output's concatenation, remainder to the first; one that does
/// not feed the output is as wide as its widest successor. The cell must be pruned. As a remainder depends on the
/// numbering, isomorphic cells may differ; NAS-Bench-101 trained the representatives.
std::array<int, kMaxVertices> vertex_channels(const Cell& cell, int input, int output);

/// How the network around a cell is built: stem of a 3 x 3 convolution, three stacks of cells whose channels double from
/// stack to stack, 2 x 2 pooling between them (a last row or column that is alone is pooled alone), classifier. The
/// defaults are the network that NAS-Bench-101 trains on CIFAR-10.
struct NetworkConfig {
  int image_side = 32;
  int image_channels = 3;
  int channels = 128;  ///< of stem and first stack
  int cells_per_stack = 3;

  /// The network of the benchmarks on Fashion-MNIST (docs/fashion.md).
  static constexpr NetworkConfig fashion() { return {10, 1, 4, 1}; }
};

struct NetworkSize {
  std::int64_t parameters = 0;  ///< trainable
  std::int64_t macs = 0;        ///< multiply-adds of convolutions and classifier for one image
  std::int64_t flops = 0;       ///< macs and 2 per output of a batch norm
};

/// For 10 classes. The cell must be pruned. Cost: well under a microsecond.
NetworkSize network_size(const Cell& cell, const NetworkConfig& config = {});

/// `[[0, 2], [(0, 1), (0, 2), (1, 3), (2, 3)]]`: operations of the interior vertices, edges (source, target) by
/// edge_number.
std::string to_compact(const Cell& cell);

/// Inverse of to_compact, tolerant of white space and of lists in place of tuples (so JSON arrays are accepted). The
/// cell is as it is written: not pruned, limits not checked. Errors name the place ("edges[3]"). Cost linear in the
/// text.
base::Result<Cell> parse_compact(std::string_view text);

/// The number of vertices, the edges' bits by edge_number, then the interior operations. The cell must be a
/// representative, as results of `canonical` and `cell_of` of a key are.
Architecture pack(const Cell& cell);
Cell unpack(const Architecture& architecture);

/// A random cell as NAS-Bench-101's own examples draw them: every edge of seven vertices with probability 1/2 and every
/// operation uniformly, again until it is valid. Far from uniform over the cells; Space::sample is.
Cell sample_labelled(base::Rng& rng);

/// The space, whose architectures are the representatives.
///
/// mutate: as in NAS-Bench-101's regularized evolution (NASBench.ipynb, mutate_spec). The cell is drawn on seven
/// vertices; each of the 21 edges is flipped with probability 1/7 and each of the 5 operations replaced by another one
/// with probability 1/5, again until the result is valid and another cell. Deviation: the original keeps what pruning
/// takes away and mutates it on; here the vertices that a cell does not use stand at random places without edges, with
/// random operations.
///
/// neighbours: cells one change away, as in White et al.'s local search (UAI 2021, arXiv 2005.02960, section 3), in
/// this order: another operation of a vertex; an edge taken away; an edge added in a direction that closes no cycle; a
/// new vertex with each operation, between two vertices. (There the cell is drawn on seven vertices in a fixed order and
/// unused ones are kept; adding a vertex with its two edges is how such a search grows a cell, in two steps.) What
/// pruning makes of it is the neighbour, so being one is not always mutual; but every cell is reached from every other
/// one. There are 3 to 84, on average 19.4.
///
/// parameters: `edge_{source}_{target}` for the 21 edges of seven vertices (by edge_number, 0 or 1), `op_{vertex}` for
/// vertices 1 to 5: the encoding NASCifar10A of automl/nas_benchmarks (tabular_benchmarks/nas_cifar10.py). Many
/// combinations are one cell, and many are none. to_parameters draws a cell on its first vertices and leaves the others
/// without edges.
const Space& space();

/// The cells of the space.
inline constexpr int kCellCount = 423'624;

}  // namespace cellar::space::nb101
