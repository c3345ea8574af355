// SPDX-License-Identifier: Apache-2.0
// The order in which the parts of a network stand in a model file, and the limits of its sizes, said once for those who
// write, read and check it. A visitor has
//   size(name, number, least, most)    a size
//   list(name, parts, count)           a vector of `count` parts, which are visited after it
//   dense(name, layer, inputs, outputs)
//   weights(name, values, count)       float32
//   weight(name, value), range(range)
#pragma once

#include <cellar/surrogate/network_specs.hpp>

namespace cellar::surrogate::layout {

// Well above what the papers use (1 to 17 layers of 24 to 256 units), low enough that no product of sizes overflows.
inline constexpr int kMaxLayers = 64;
inline constexpr int kMaxUnits = 1024;
inline constexpr int kMaxFeatures = 65'536;
inline constexpr int kMaxTypes = 256;

template <class Visitor, class Layers>
void visit_layers(Visitor& visitor, Layers& layers, int inputs, int last_outputs) {
  int count = static_cast<int>(layers.size());
  visitor.size("layers", count, 1, kMaxLayers);
  visitor.list("layers", layers, count);
  for (auto& layer : layers) {
    int outputs = layer.outputs;
    const bool last = &layer == &layers.back();
    visitor.size("units", outputs, 1, last && last_outputs ? last_outputs : kMaxUnits);
    visitor.dense("layer", layer, inputs, outputs);
    inputs = outputs;
  }
}

template <class Visitor, class Layers>
int visit_inputs(Visitor& visitor, const Layers& layers) {
  int inputs = layers.empty() ? 0 : layers.front().inputs;
  visitor.size("features", inputs, 1, kMaxFeatures);
  return inputs;
}

template <class Visitor, class Spec>
void visit_mlp(Visitor& visitor, Spec& spec) {
  visitor.range(spec.range);
  const int features = visit_inputs(visitor, spec.layers);
  visit_layers(visitor, spec.layers, features, 1);
}

template <class Visitor, class Spec>
void visit_deep_sets(Visitor& visitor, Spec& spec) {
  visitor.range(spec.range);
  const int features = visit_inputs(visitor, spec.element_layers);
  visit_layers(visitor, spec.element_layers, features, 0);
  const int width = spec.element_layers.empty() ? 0 : spec.element_layers.back().outputs;
  visit_layers(visitor, spec.set_layers, width, 1);
}

template <class Visitor, class Spec>
void visit_graph_network(Visitor& visitor, Spec& spec) {
  visitor.range(spec.range);
  visitor.size("node types", spec.vocabulary.node_types, 1, kMaxTypes);
  visitor.size("edge types", spec.vocabulary.edge_types, 1, kMaxTypes);
  visitor.size("nodes", spec.vocabulary.nodes, 1, kMaxTypes);
  visitor.size("degrees", spec.degrees, 1, kMaxTypes);
  visitor.size("hidden", spec.hidden, 1, kMaxUnits);
  int layers = static_cast<int>(spec.layers.size());
  visitor.size("layers", layers, 1, kMaxLayers);
  visitor.list("layers", spec.layers, layers);
  visitor.list("updates", spec.updates, layers - 1);

  const int hidden = spec.hidden;
  visitor.weights("node embedding", spec.node_embedding, spec.vocabulary.node_types * hidden);
  visitor.weights("degree embedding", spec.degree_embedding, spec.degrees * hidden);
  visitor.weights("virtual node", spec.virtual_node, hidden);
  for (auto& layer : spec.layers) {
    visitor.weight("self weight", layer.self_weight);
    visitor.weights("edge embedding", layer.edge_embedding, spec.vocabulary.edge_types * hidden);
    visitor.dense("first", layer.first, hidden, 2 * hidden);
    visitor.dense("second", layer.second, 2 * hidden, hidden);
  }
  for (auto& update : spec.updates) {
    visitor.dense("update's first", update.first, hidden, 2 * hidden);
    visitor.dense("update's second", update.second, 2 * hidden, hidden);
  }
  visitor.dense("output", spec.output, hidden, 1);
}

template <class Visitor, class Spec>
void visit(Visitor& visitor, Spec& spec) {
  if constexpr (requires { spec.updates; }) visit_graph_network(visitor, spec);
  else if constexpr (requires { spec.set_layers; }) visit_deep_sets(visitor, spec);
  else visit_mlp(visitor, spec);
}

}  // namespace cellar::surrogate::layout
