// SPDX-License-Identifier: Apache-2.0
#include "training/models/torch_graphs.hpp"

#include <algorithm>

namespace cellar::training::torch_models {
namespace {

// Rows of zeros with ones in them, filled before they become a tensor.
struct OneHot {
  std::size_t width;
  std::vector<float> values;

  void add_row() { values.resize(values.size() + width); }
  void mark(std::size_t column) { values[values.size() - width + column] = 1; }
  torch::Tensor tensor(torch::Device device) {
    const auto columns = static_cast<std::int64_t>(width);
    const auto rows = static_cast<std::int64_t>(values.size()) / columns;
    return torch::from_blob(values.data(), {rows, columns}).clone().to(device);
  }
};

}  // namespace

GraphBatch make_graph_batch(const std::vector<encoding::LabelledGraph>& graphs, std::span<const std::size_t> rows,
                            const encoding::GraphVocabulary& vocabulary, int degrees, torch::Device device) {
  OneHot nodes{static_cast<std::size_t>(vocabulary.node_types + degrees), {}};
  OneHot edge_types{static_cast<std::size_t>(vocabulary.edge_types), {}};
  std::vector<float> counts;
  std::vector<std::int64_t> sources, targets, edges, graph_of_node, numbers;
  for (std::size_t g = 0; g < rows.size(); ++g) {
    const encoding::LabelledGraph& graph = graphs[rows[g]];
    const auto first = static_cast<std::int64_t>(numbers.size());
    std::vector<int> degree(graph.nodes.size());
    for (const auto& edge : graph.edges) {
      ++degree[edge.source];
      ++degree[edge.target];
      edge_types.add_row();
      edge_types.mark(edge.type);
      edges.push_back(static_cast<std::int64_t>(edges.size()));
      sources.push_back(first + edge.source);
      targets.push_back(first + edge.target);
    }
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
      nodes.add_row();
      nodes.mark(graph.nodes[n]);
      nodes.mark(static_cast<std::size_t>(vocabulary.node_types + std::min(degree[n], degrees - 1)));
      graph_of_node.push_back(static_cast<std::int64_t>(g));
      numbers.push_back(static_cast<std::int64_t>(numbers.size()));
    }
    counts.push_back(static_cast<float>(graph.nodes.size()));
  }
  const auto node_count = static_cast<std::int64_t>(numbers.size());
  const auto edge_count = static_cast<std::int64_t>(edges.size());
  const auto graph_count = static_cast<std::int64_t>(rows.size());
  return {nodes.tensor(device),
          edge_types.tensor(device),
          OneHot{1, counts}.tensor(device),
          Incidence(edges, sources, edge_count, node_count, device),
          Incidence(targets, edges, node_count, edge_count, device),
          Incidence(graph_of_node, numbers, graph_count, node_count, device)};
}

}  // namespace cellar::training::torch_models
