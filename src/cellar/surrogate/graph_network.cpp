// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/graph_network.hpp>

#include <algorithm>
#include <cassert>

#include <cellar/surrogate/mlp.hpp>
#include <cellar/surrogate/network_coding.hpp>

namespace cellar::surrogate {
namespace {

using encoding::GraphEdge;
using encoding::LabelledGraph;

// Graphs whose nodes go through a layer together, so that nearly all rows stand in whole blocks of DenseRows.
constexpr std::size_t kGraphs = 8;

void two_layers(const DenseRows& first, const DenseRows& second, std::span<const float> x, std::size_t rows,
                std::vector<float>& inner, std::span<float> y) {
  inner.resize(rows * first.width());
  first.apply(x, inner);
  rectify(inner);
  second.apply(inner, y);
}

}  // namespace

// A member's way through some graphs, their nodes one after the other.
class GraphNetworkEnsemble::Pass {
 public:
  Pass(const Member& member, std::span<const LabelledGraph> graphs) : member_(member), graphs_(graphs) {
    for (const LabelledGraph& graph : graphs) add_nodes(graph);
    v_.resize(graphs.size() * width());
    for (std::size_t g = 0; g < graphs.size(); ++g)
      std::copy(member.virtual_node.begin(), member.virtual_node.end(), row(v_, g).begin());
  }

  /// One value for each graph, at out[0], out[step], ...
  void run(std::span<double> out, std::size_t step) {
    for (std::size_t l = 0; l < member_.layers.size(); ++l) {
      add_virtual_node();
      aggregate(member_.layers[l]);
      const bool last = l + 1 == member_.layers.size();
      if (!last) update_virtual_node(member_.updates[l]);
      two_layers(member_.layers[l].first, member_.layers[l].second, sums_, x_.size() / width(), inner_, x_);
      if (!last) rectify(x_);
    }
    std::vector<float> means(graphs_.size() * width());
    add_by_graph(means);
    for (std::size_t g = 0; g < graphs_.size(); ++g)
      for (float& value : row(means, g)) value /= static_cast<float>(graphs_[g].nodes.size());
    std::vector<float> answers(graphs_.size() * member_.output.width());
    member_.output.apply(means, answers);
    for (std::size_t g = 0; g < graphs_.size(); ++g)
      out[g * step] = in_range(member_.range, answers[g * member_.output.width()]);
  }

 private:
  std::size_t width() const { return member_.width; }
  std::span<float> row(std::vector<float>& rows, std::size_t number) const {
    return std::span(rows).subspan(number * width(), width());
  }

  void add_nodes(const LabelledGraph& graph) {
    const std::size_t first = x_.size() / width();
    std::vector<std::size_t> degree(graph.nodes.size());
    for (const GraphEdge& edge : graph.edges) {
      assert(edge.source < graph.nodes.size() && edge.target < graph.nodes.size());
      ++degree[edge.source];
      ++degree[edge.target];
    }
    x_.resize(x_.size() + graph.nodes.size() * width());
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
      const auto to = row(x_, first + n);
      std::copy_n(member_.node_embedding.data() + graph.nodes[n] * width(), width(), to.begin());
      add_row(to, member_.degree_embedding.data() + std::min(degree[n], member_.degrees - 1) * width());
    }
  }

  template <class Visit>
  void each_node(Visit visit) {
    std::size_t node = 0;
    for (std::size_t g = 0; g < graphs_.size(); ++g)
      for (std::size_t n = 0; n < graphs_[g].nodes.size(); ++n) visit(g, node++);
  }

  void add_virtual_node() {
    each_node([&](std::size_t graph, std::size_t node) { add_row(row(x_, node), row(v_, graph).data()); });
  }

  void add_by_graph(std::vector<float>& sums) {
    each_node([&](std::size_t graph, std::size_t node) { add_row(row(sums, graph), row(x_, node).data()); });
  }

  // What a layer's dense part reads, into sums_.
  void aggregate(const Layer& layer) {
    sums_.assign(x_.size(), 0);
    std::size_t first = 0;
    for (const LabelledGraph& graph : graphs_) {
      for (const GraphEdge& edge : graph.edges)
        add_message(row(x_, first + edge.source), layer.edge_embedding.data() + edge.type * width(),
                    row(sums_, first + edge.target));
      first += graph.nodes.size();
    }
    for (std::size_t i = 0; i < x_.size(); ++i) sums_[i] += layer.self_weight * x_[i];
  }

  static void add_message(std::span<const float> source, const float* edge, std::span<float> target) {
    for (std::size_t i = 0; i < source.size(); ++i) {
      const float value = source[i] + edge[i];
      target[i] += value > 0 ? value : 0;
    }
  }

  void update_virtual_node(const Update& update) {
    std::vector<float> pooled(v_.size());
    add_by_graph(pooled);
    add_row(pooled, v_.data());
    two_layers(update.first, update.second, pooled, graphs_.size(), inner_, v_);
    rectify(v_);
  }

  const Member& member_;
  std::span<const LabelledGraph> graphs_;
  std::vector<float> x_, sums_, inner_;  // rows by node
  std::vector<float> v_;                 // rows by graph
};

base::Result<GraphNetworkEnsemble> GraphNetworkEnsemble::build(std::span<const GraphNetworkSpec> members) {
  if (const auto sound = check_networks(members); !sound) return sound.error();
  GraphNetworkEnsemble ensemble;
  ensemble.vocabulary_ = members.front().vocabulary;
  for (const GraphNetworkSpec& spec : members) {
    if (spec.vocabulary != ensemble.vocabulary_)
      return base::Error{base::ErrorCode::invalid_argument, "members differ in their vocabulary", {}};
    ensemble.members_.push_back(make_member(spec));
  }
  return ensemble;
}

GraphNetworkEnsemble::Member GraphNetworkEnsemble::make_member(const GraphNetworkSpec& spec) {
  const auto hidden = static_cast<std::size_t>(spec.hidden);
  Member member{padded(hidden),
                static_cast<std::size_t>(spec.degrees),
                pad_rows(spec.node_embedding, hidden),
                pad_rows(spec.degree_embedding, hidden),
                pad_rows(spec.virtual_node, hidden),
                {},
                {},
                DenseRows(spec.output),
                spec.range};
  for (const GraphLayerSpec& layer : spec.layers)
    member.layers.push_back({layer.self_weight, pad_rows(layer.edge_embedding, hidden), DenseRows(layer.first),
                             DenseRows(layer.second)});
  for (const VirtualNodeSpec& update : spec.updates)
    member.updates.push_back({DenseRows(update.first), DenseRows(update.second)});
  return member;
}

void GraphNetworkEnsemble::predict(std::span<const LabelledGraph> graphs, std::span<double> out) const {
  for (std::size_t m = 0; m < members_.size(); ++m)
    for (std::size_t first = 0; first < graphs.size(); first += kGraphs)
      Pass(members_[m], graphs.subspan(first, std::min(kGraphs, graphs.size() - first)))
          .run(out.subspan(first * members_.size() + m), members_.size());
}

}  // namespace cellar::surrogate
