// SPDX-License-Identifier: Apache-2.0
// The network of a DARTS genotype.
#include <cellar/base/sha256.hpp>
#include <cellar/network/layers.hpp>
#include <cellar/network/network.hpp>

namespace cellar::network {
namespace {

using space::darts::Cell;
using space::darts::Edge;
using space::darts::Genotype;
using space::darts::Operation;

constexpr int kStemMultiplier = 3;

template <class T>
Value relu_conv_norm(Graph<T>& graph, Value input, int channels) {
  return batch_norm(graph, convolution(graph, relu(graph, input), {.outputs = channels, .kernel = 1}), false);
}

// Two 1 x 1 convolutions of stride 2 side by side, the second one a pixel further on.
template <class T>
Value factorized_reduce(Graph<T>& graph, Value input, int channels) {
  const Value active = relu(graph, input);
  const int half = channels / 2;
  const Value first = convolution(graph, active, {.outputs = half, .kernel = 1, .stride = 2});
  const Value second = convolution(graph, active, {.outputs = channels - half, .kernel = 1, .stride = 2, .offset = 1});
  return batch_norm(graph, concatenate(graph, {first, second}), false);
}

// ReLU, depthwise and pointwise convolution, batch norm.
template <class T>
Value separable(Graph<T>& graph, Value input, int kernel, int stride, int dilation) {
  const Value spatial = convolution(graph, relu(graph, input),
                                    {.kernel = kernel, .stride = stride, .dilation = dilation, .depthwise = true});
  return batch_norm(graph, convolution(graph, spatial, {.outputs = graph.shape(input).channels, .kernel = 1}), false);
}

template <class T>
Value edge(Graph<T>& graph, Operation operation, Value input, int stride) {
  switch (operation) {
    case Operation::max_pool_3x3: return max_pool(graph, input, cell_window(stride));
    case Operation::avg_pool_3x3: return average_pool(graph, input, cell_window(stride));
    case Operation::skip_connect:
      return stride == 1 ? input : factorized_reduce(graph, input, graph.shape(input).channels);
    case Operation::sep_conv_3x3: return separable(graph, separable(graph, input, 3, stride, 1), 3, 1, 1);
    case Operation::sep_conv_5x5: return separable(graph, separable(graph, input, 5, stride, 1), 5, 1, 1);
    case Operation::dil_conv_3x3: return separable(graph, input, 3, stride, 2);
    case Operation::dil_conv_5x5: return separable(graph, input, 5, stride, 2);
  }
  return input;
}

// Outputs of the cell before the last one, and of the last one.
struct Inputs {
  Value before, last;
};

template <class T>
Value add_cell(Graph<T>& graph, const Cell& cell, const Inputs& inputs, int channels, bool reduces) {
  const bool before_is_larger = graph.shape(inputs.before).side != graph.shape(inputs.last).side;
  std::vector<Value> nodes;
  nodes.push_back(before_is_larger ? factorized_reduce(graph, inputs.before, channels)
                                   : relu_conv_norm(graph, inputs.before, channels));
  nodes.push_back(relu_conv_norm(graph, inputs.last, channels));
  for (std::size_t first = 0; first < cell.edges.size(); first += 2) {
    std::vector<Value> entering;
    for (const Edge& each : {cell.edges[first], cell.edges[first + 1]}) {
      const int stride = reduces && each.source < space::darts::kInputNodes ? 2 : 1;
      entering.push_back(edge(graph, each.operation, nodes[each.source], stride));
    }
    nodes.push_back(sum(graph, entering, channels));
  }
  return concatenate(graph, std::vector<Value>(nodes.begin() + space::darts::kInputNodes, nodes.end()));
}

// Half of the SHA-256 of the compact text, little-endian, is enough to tell architectures apart.
std::uint64_t identity_of(const Genotype& genotype) {
  const std::string text = space::darts::to_compact(genotype);
  const auto digest = base::sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  std::uint64_t identity = 0;
  for (std::size_t i = 0; i < sizeof identity; ++i) identity |= static_cast<std::uint64_t>(digest[i]) << (8 * i);
  return identity;
}

}  // namespace

template <class T>
Network<T> make_darts_network(const Genotype& genotype, const NetworkShape& shape) {
  Network<T> network{std::make_unique<Graph<T>>(shape.batch), 0, 0, identity_of(genotype)};
  Graph<T>& graph = *network.graph;
  network.images = graph.add_input({1, shape.side});
  int channels = shape.channels;
  const Value stem = batch_norm(
      graph, convolution(graph, network.images, {.outputs = kStemMultiplier * channels, .kernel = 3}), false);
  Inputs inputs{stem, stem};
  for (int cell = 0; cell < 2 * shape.reductions + 1; ++cell) {
    const bool reduces = cell % 2 == 1;
    if (reduces) channels *= 2;
    const Value output = add_cell(graph, reduces ? genotype.reduce : genotype.normal, inputs, channels, reduces);
    inputs = {inputs.last, output};
  }
  network.logits = linear(graph, global_average(graph, inputs.last), shape.classes);
  return network;
}

template Network<float> make_darts_network(const Genotype&, const NetworkShape&);
template Network<double> make_darts_network(const Genotype&, const NetworkShape&);

}  // namespace cellar::network
