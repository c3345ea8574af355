// SPDX-License-Identifier: Apache-2.0
// Architectures of any space as directed graphs with a type on every node and edge: what graph networks read.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <cellar/space/space.hpp>

namespace cellar::encoding {

struct GraphEdge {
  std::uint8_t source;
  std::uint8_t target;
  std::uint8_t type;  ///< where operations stand on edges: 0 identity, else 1 + operation
  friend bool operator==(const GraphEdge&, const GraphEdge&) = default;
};

struct LabelledGraph {
  std::vector<std::uint8_t> nodes;  ///< the type of each
  std::vector<GraphEdge> edges;
  friend bool operator==(const LabelledGraph&, const LabelledGraph&) = default;
};

/// How many different types, and nodes at most, the graphs of a space have.
struct GraphVocabulary {
  int node_types;
  int edge_types;
  int nodes;
  friend bool operator==(const GraphVocabulary&, const GraphVocabulary&) = default;
};

/// The architectures of a space as graphs.
///   DARTS space      darts::graph: operations on the edges of 14 nodes
///   NAS-Bench-101    the cell's vertices: input (type 0), operations (1 + operation), output (last type); one type of
///                    edge, by target, then source
///   NAS-Bench-1Shot1 the representative of the architecture's cell in NAS-Bench-101, so that all architectures that
///                    are one cell have one graph
class GraphEncoding {
 public:
  /// Nothing for a space whose architectures are not known as graphs.
  static std::optional<GraphEncoding> of(const space::Space& space);

  const GraphVocabulary& vocabulary() const { return vocabulary_; }
  LabelledGraph graph(const space::Architecture& architecture) const;

 private:
  using Encode = LabelledGraph (*)(const space::Space& space, const space::Architecture& architecture);

  GraphEncoding(const space::Space& space, GraphVocabulary vocabulary, Encode encode)
      : space_(&space), vocabulary_(vocabulary), encode_(encode) {}

  const space::Space* space_;
  GraphVocabulary vocabulary_;
  Encode encode_;
};

/// Edges of a graph as the elements of a set, each a sparse binary vector given by kEdgeFeatures numbers: type of the
/// edge, number of its source, of its target, types of the two; a range of features for each in this order.
inline constexpr std::size_t kEdgeFeatures = 5;

/// Number of features of an element.
constexpr int edge_features(const GraphVocabulary& vocabulary) {
  return vocabulary.edge_types + 2 * vocabulary.nodes + 2 * vocabulary.node_types;
}

/// The elements one after the other, in the order of the edges.
std::vector<std::uint16_t> edge_set(const LabelledGraph& graph, const GraphVocabulary& vocabulary);

}  // namespace cellar::encoding
