// SPDX-License-Identifier: Apache-2.0
// What network_specs.hpp says, word for word and one sum after the other: what fast inference is compared with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include <cellar/base/math.hpp>
#include <cellar/surrogate/network_specs.hpp>

namespace cellar::surrogate::plain {

using Row = std::vector<float>;

inline void rectify(Row& row) {
  for (float& value : row) value = value > 0 ? value : 0;
}

inline Row dense(const DenseSpec& layer, const Row& x) {
  Row y = layer.biases;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t o = 0; o < y.size(); ++o) y[o] += x[i] * layer.weights[i * y.size() + o];
  return y;
}

inline Row sparse_dense(const DenseSpec& layer, std::span<const std::uint16_t> ones) {
  Row y = layer.biases;
  for (const std::size_t i : ones)
    for (std::size_t o = 0; o < y.size(); ++o) y[o] += layer.weights[i * y.size() + o];
  return y;
}

inline double answer(const OutputRange& range, float z) {
  return range.low + (range.high - range.low) / (1 + base::exp(-static_cast<double>(z)));
}

inline double mlp(const MlpSpec& spec, std::span<const std::uint16_t> ones) {
  Row x = sparse_dense(spec.layers.front(), ones);
  for (std::size_t l = 1; l < spec.layers.size(); ++l) {
    rectify(x);
    x = dense(spec.layers[l], x);
  }
  return answer(spec.range, x[0]);
}

inline double deep_sets(const DeepSetsSpec& spec, std::span<const std::uint16_t> elements) {
  Row sum(static_cast<std::size_t>(spec.element_layers.back().outputs));
  for (std::size_t e = 0; e < elements.size(); e += encoding::kEdgeFeatures) {
    Row x = sparse_dense(spec.element_layers.front(), elements.subspan(e, encoding::kEdgeFeatures));
    rectify(x);
    for (std::size_t l = 1; l < spec.element_layers.size(); ++l) {
      x = dense(spec.element_layers[l], x);
      rectify(x);
    }
    for (std::size_t o = 0; o < sum.size(); ++o) sum[o] += x[o];
  }
  Row x = dense(spec.set_layers.front(), sum);
  for (std::size_t l = 1; l < spec.set_layers.size(); ++l) {
    rectify(x);
    x = dense(spec.set_layers[l], x);
  }
  return answer(spec.range, x[0]);
}

inline Row embedded(const std::vector<float>& embedding, std::size_t index, std::size_t hidden) {
  const auto first = embedding.begin() + static_cast<std::ptrdiff_t>(index * hidden);
  return {first, first + static_cast<std::ptrdiff_t>(hidden)};
}

inline Row two_layers(const DenseSpec& first, const DenseSpec& second, const Row& x) {
  Row inner = dense(first, x);
  rectify(inner);
  return dense(second, inner);
}

inline std::vector<Row> graph_layer(const GraphLayerSpec& layer, const encoding::LabelledGraph& graph,
                                    const std::vector<Row>& x) {
  const std::size_t hidden = x.front().size();
  std::vector<Row> sums(x.size(), Row(hidden));
  for (const auto& edge : graph.edges) {
    Row message = embedded(layer.edge_embedding, edge.type, hidden);
    for (std::size_t h = 0; h < hidden; ++h) message[h] = x[edge.source][h] + message[h];
    rectify(message);
    for (std::size_t h = 0; h < hidden; ++h) sums[edge.target][h] += message[h];
  }
  std::vector<Row> next;
  for (std::size_t n = 0; n < x.size(); ++n) {
    for (std::size_t h = 0; h < hidden; ++h) sums[n][h] += layer.self_weight * x[n][h];
    next.push_back(two_layers(layer.first, layer.second, sums[n]));
  }
  return next;
}

inline Row sum_of(const std::vector<Row>& rows) {
  Row sum(rows.front().size());
  for (const Row& row : rows)
    for (std::size_t h = 0; h < sum.size(); ++h) sum[h] += row[h];
  return sum;
}

inline double graph_network(const GraphNetworkSpec& spec, const encoding::LabelledGraph& graph) {
  const auto hidden = static_cast<std::size_t>(spec.hidden);
  std::vector<std::size_t> degrees(graph.nodes.size());
  for (const auto& edge : graph.edges) {
    ++degrees[edge.source];
    ++degrees[edge.target];
  }
  std::vector<Row> x;
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    x.push_back(embedded(spec.node_embedding, graph.nodes[n], hidden));
    const std::size_t degree = std::min<std::size_t>(degrees[n], static_cast<std::size_t>(spec.degrees - 1));
    for (std::size_t h = 0; h < hidden; ++h) x[n][h] += spec.degree_embedding[degree * hidden + h];
  }
  Row v = spec.virtual_node;
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    for (Row& node : x)
      for (std::size_t h = 0; h < hidden; ++h) node[h] += v[h];
    std::vector<Row> next = graph_layer(spec.layers[l], graph, x);
    if (l + 1 < spec.layers.size()) {
      for (Row& node : next) rectify(node);
      Row pooled = sum_of(x);
      for (std::size_t h = 0; h < hidden; ++h) pooled[h] += v[h];
      v = two_layers(spec.updates[l].first, spec.updates[l].second, pooled);
      rectify(v);
    }
    x = std::move(next);
  }
  Row mean = sum_of(x);
  for (float& value : mean) value /= static_cast<float>(graph.nodes.size());
  return answer(spec.range, dense(spec.output, mean)[0]);
}

}  // namespace cellar::surrogate::plain
