// SPDX-License-Identifier: Apache-2.0
#include <cellar/space/nb101_graph.hpp>

#include <limits>

namespace cellar::space::nb101 {
namespace {

constexpr int kOperationBits = 2;                             // of each interior vertex in a key
constexpr int kOperationsBits = kOperationBits * kMaxInterior;
constexpr int kByte = 8;

// Finds the least number among all topological orders of the live places. There are at most 60 orders within the
// limits (the worst has five interior vertices, one of them below another), so all of them are tried.
class CanonicalSearch {
 public:
  CanonicalSearch(const Graph& graph, std::uint32_t live) : graph_(graph), vertices_(std::popcount(live)) {
    for (std::size_t place = 0; place < kMaxVertices; ++place) {
      if (!(live >> place & 1)) continue;
      for (std::uint32_t left = graph.successors[place] & live; left != 0; left &= left - 1) {
        const int successor = std::countr_zero(left);
        successor_bytes_[place] |= std::uint64_t{1} << (kByte * successor);
        predecessors_[static_cast<std::size_t>(successor)] |= 1u << place;
      }
    }
  }

  Key least(std::uint32_t live) {
    const std::uint32_t interior = live & ~(1u << Graph::kInput) & ~(1u << Graph::kOutput);
    place_next(1, interior, successor_bytes_[Graph::kInput], 0, 0);
    return Key(vertices_) << kVerticesShift | least_;
  }

  static constexpr int kVerticesShift = kMaxVertices * (kMaxVertices - 1) / 2 + kOperationsBits;

 private:
  // `columns` holds in byte p the numbers given so far to the predecessors of place p. `edges` are those into the
  // numbered vertices, `operations` theirs.
  void place_next(int next, std::uint32_t waiting, std::uint64_t columns, std::uint64_t edges,
                  std::uint64_t operations) {
    // The output's column holds the highest bits and only grows.
    const std::uint64_t output = edges_into(vertices_ - 1, columns, Graph::kOutput);
    if (output << kOperationsBits > least_) return;
    if (waiting == 0) {
      const std::uint64_t candidate = (edges | output) << kOperationsBits | operations;
      if (candidate < least_) least_ = candidate;
      return;
    }
    for (std::uint32_t left = waiting; left != 0; left &= left - 1) {
      const int place = std::countr_zero(left);
      const auto index = static_cast<std::size_t>(place);
      if (predecessors_[index] & waiting) continue;
      place_next(next + 1, waiting & ~(1u << place), columns | successor_bytes_[index] << next,
                 edges | edges_into(next, columns, place),
                 operations << kOperationBits | static_cast<std::uint64_t>(graph_.operations[index]));
    }
  }

  static std::uint64_t edges_into(int number, std::uint64_t columns, int place) {
    return (columns >> (kByte * place) & 0x7F) << edge_number(0, number);
  }

  const Graph& graph_;
  int vertices_;
  std::array<std::uint64_t, kMaxVertices> successor_bytes_{};  // byte p is 1 for a successor p
  std::array<std::uint32_t, kMaxVertices> predecessors_{};
  std::uint64_t least_ = std::numeric_limits<std::uint64_t>::max();
};

int edges_among(const Graph& graph, std::uint32_t live) {
  int count = 0;
  for (std::uint32_t left = live; left != 0; left &= left - 1)
    count += std::popcount(graph.successors[static_cast<std::size_t>(std::countr_zero(left))] & live);
  return count;
}

}  // namespace

Graph::Graph(const Cell& cell) {
  const int output = cell.vertices - 1;
  for (int target = 1; target <= output; ++target)
    for (std::uint32_t left = cell.sources(target); left != 0; left &= left - 1)
      flip_edge(std::countr_zero(left), target == output ? kOutput : target);
  for (int vertex = 1; vertex < output; ++vertex) set_operation(vertex, cell.operation(vertex));
}

std::uint32_t Graph::reached_from(int place) const {
  std::uint32_t reached = 1u << place;
  for (std::uint32_t fresh = reached; fresh != 0;) {
    const std::uint32_t next = successors[static_cast<std::size_t>(std::countr_zero(fresh))] & ~reached;
    fresh = (fresh & (fresh - 1)) | next;
    reached |= next;
  }
  return reached;
}

std::uint32_t Graph::live() const {
  const std::uint32_t forward = reached_from(kInput);
  std::uint32_t backward = 1u << kOutput;
  for (std::uint32_t before = 0; before != backward;) {
    before = backward;
    for (std::uint32_t left = forward & ~backward; left != 0; left &= left - 1) {
      const int place = std::countr_zero(left);
      if (successors[static_cast<std::size_t>(place)] & backward) backward |= 1u << place;
    }
  }
  const std::uint32_t both = forward & backward;
  return both >> kInput & 1 ? both : 0;
}

std::optional<Key> find_key(const Graph& graph) {
  const std::uint32_t live = graph.live();
  if (live == 0 || edges_among(graph, live) > kMaxEdges) return std::nullopt;
  return CanonicalSearch(graph, live).least(live);
}

std::optional<Key> find_key(const Cell& cell) { return find_key(Graph(cell)); }

Key number(const Cell& cell) {
  Key number = Key(cell.vertices) << (CanonicalSearch::kVerticesShift - kOperationsBits) | cell.edges;
  number <<= kOperationsBits;
  for (int vertex = 1; vertex <= cell.interior(); ++vertex)
    number |= Key(cell.operation(vertex)) << (kOperationBits * (cell.interior() - vertex));
  return number;
}

Cell cell_of(Key key) {
  Cell cell;
  cell.vertices = static_cast<std::uint8_t>(key >> CanonicalSearch::kVerticesShift);
  cell.edges = static_cast<std::uint32_t>(key >> kOperationsBits) & ((1u << edge_number(0, kMaxVertices)) - 1);
  for (int vertex = cell.interior(); vertex >= 1; --vertex, key >>= kOperationBits)
    cell.set_operation(vertex, static_cast<Operation>(key & 3));
  return cell;
}

}  // namespace cellar::space::nb101
