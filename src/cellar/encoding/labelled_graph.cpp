// SPDX-License-Identifier: Apache-2.0
#include <cellar/encoding/labelled_graph.hpp>

#include <cellar/encoding/darts_encodings.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::encoding {
namespace {

using space::Architecture;
using space::Space;
using space::nb1shot1::OneShotSpace;

constexpr GraphVocabulary kDartsVocabulary{4, 1 + space::darts::kOperationCount,
                                           space::darts::kCells * darts::kGraphNodesPerCell};
constexpr GraphVocabulary kNb101Vocabulary{space::nb101::kOperationCount + 2, 1, space::nb101::kMaxVertices};

LabelledGraph darts_graph(const Space&, const Architecture& architecture) {
  const darts::Graph graph = darts::graph(space::darts::unpack(architecture));
  LabelledGraph general;
  for (const darts::NodeType type : graph.nodes) general.nodes.push_back(static_cast<std::uint8_t>(type));
  general.edges.assign(graph.edges.begin(), graph.edges.end());
  return general;
}

LabelledGraph cell_graph(const space::nb101::Cell& cell) {
  constexpr std::uint8_t kInput = 0;
  constexpr std::uint8_t kOutput = kNb101Vocabulary.node_types - 1;
  LabelledGraph graph;
  graph.nodes.push_back(kInput);
  for (int vertex = 1; vertex <= cell.interior(); ++vertex)
    graph.nodes.push_back(static_cast<std::uint8_t>(1 + static_cast<int>(cell.operation(vertex))));
  graph.nodes.push_back(kOutput);
  for (std::uint8_t target = 1; target < cell.vertices; ++target)
    for (std::uint8_t source = 0; source < target; ++source)
      if (cell.has_edge(source, target)) graph.edges.push_back({source, target, 0});
  return graph;
}

LabelledGraph nb101_graph(const Space&, const Architecture& architecture) {
  return cell_graph(space::nb101::unpack(architecture));
}

LabelledGraph one_shot_graph(const Space& space, const Architecture& architecture) {
  return cell_graph(space::nb101::cell_of(static_cast<const OneShotSpace&>(space).key_of(architecture)));
}

bool is_one_shot(const Space& space) {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number)
    if (&space == &space::nb1shot1::space(number)) return true;
  return false;
}

}  // namespace

std::optional<GraphEncoding> GraphEncoding::of(const Space& space) {
  if (&space == &space::darts::space()) return GraphEncoding(space, kDartsVocabulary, darts_graph);
  if (&space == &space::nb101::space()) return GraphEncoding(space, kNb101Vocabulary, nb101_graph);
  if (is_one_shot(space)) return GraphEncoding(space, kNb101Vocabulary, one_shot_graph);
  return std::nullopt;
}

LabelledGraph GraphEncoding::graph(const Architecture& architecture) const { return encode_(*space_, architecture); }

std::vector<std::uint16_t> edge_set(const LabelledGraph& graph, const GraphVocabulary& vocabulary) {
  const int source = vocabulary.edge_types;
  const int target = source + vocabulary.nodes;
  const int source_type = target + vocabulary.nodes;
  const int target_type = source_type + vocabulary.node_types;
  std::vector<std::uint16_t> features;
  features.reserve(kEdgeFeatures * graph.edges.size());
  for (const GraphEdge& edge : graph.edges)
    for (const int feature : {+edge.type, source + edge.source, target + edge.target,
                              source_type + graph.nodes[edge.source], target_type + graph.nodes[edge.target]})
      features.push_back(static_cast<std::uint16_t>(feature));
  return features;
}

}  // namespace cellar::encoding
