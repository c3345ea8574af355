// SPDX-License-Identifier: Apache-2.0
// The network of a cell of NAS-Bench-101.
#include <array>

#include <cellar/network/layers.hpp>
#include <cellar/network/network.hpp>

namespace cellar::network {
namespace {

using space::nb101::Cell;
using space::nb101::Operation;

constexpr int kCells = 3;

template <class T>
Value conv_bn_relu(Graph<T>& graph, Value input, int kernel, int channels) {
  return batch_norm(graph, convolution(graph, input, {.outputs = channels, .kernel = kernel}), true);
}

template <class T>
class CellBuilder {
 public:
  CellBuilder(Graph<T>& graph, const Cell& cell, Value input, int channels)
      : graph_(graph),
        cell_(cell),
        channels_(space::nb101::vertex_channels(cell, graph.shape(input).channels, channels)) {
    outputs_[0] = input;
  }

  Value build() {
    for (int vertex = 1; vertex < last(); ++vertex) at(outputs_, vertex) = operation(vertex, input_of(vertex));
    std::vector<Value> concatenated;
    for (int vertex = 1; vertex < last(); ++vertex)
      if (cell_.has_edge(vertex, last())) concatenated.push_back(at(outputs_, vertex));
    std::vector<Value> added;
    if (!concatenated.empty()) added.push_back(concatenate(graph_, concatenated));
    if (cell_.has_edge(0, last())) added.push_back(projection(last()));
    return sum(graph_, added, at(channels_, last()));
  }

 private:
  static auto& at(auto& array, int vertex) { return array[static_cast<std::size_t>(vertex)]; }
  int last() const { return cell_.vertices - 1; }

  Value projection(int vertex) { return conv_bn_relu(graph_, outputs_[0], 1, at(channels_, vertex)); }

  Value input_of(int vertex) {
    std::vector<Value> inputs;
    for (int source = 1; source < vertex; ++source)
      if (cell_.has_edge(source, vertex)) inputs.push_back(at(outputs_, source));
    if (cell_.has_edge(0, vertex)) inputs.push_back(projection(vertex));
    return sum(graph_, inputs, at(channels_, vertex));
  }

  Value operation(int vertex, Value input) {
    switch (cell_.operation(vertex)) {
      case Operation::conv3x3_bn_relu: return conv_bn_relu(graph_, input, 3, at(channels_, vertex));
      case Operation::conv1x1_bn_relu: return conv_bn_relu(graph_, input, 1, at(channels_, vertex));
      case Operation::maxpool3x3: return max_pool(graph_, input, cell_window(1));
    }
    return input;
  }

  Graph<T>& graph_;
  const Cell& cell_;
  std::array<int, space::nb101::kMaxVertices> channels_;
  std::array<Value, space::nb101::kMaxVertices> outputs_{};
};

}  // namespace

template <class T>
Network<T> make_nb101_network(const Cell& cell, const NetworkShape& shape) {
  Network<T> network{std::make_unique<Graph<T>>(shape.batch), 0, 0, space::nb101::number(cell)};
  Graph<T>& graph = *network.graph;
  network.images = graph.add_input({1, shape.side});
  int channels = shape.channels;
  Value at = conv_bn_relu(graph, network.images, 3, channels);
  for (int i = 0; i < kCells; ++i, channels *= 2) {
    if (i > 0) at = max_pool(graph, at, kHalving);
    at = CellBuilder<T>(graph, cell, at, channels).build();
  }
  network.logits = linear(graph, global_average(graph, at), shape.classes);
  return network;
}

template Network<float> make_nb101_network(const Cell&, const NetworkShape&);
template Network<double> make_nb101_network(const Cell&, const NetworkShape&);

}  // namespace cellar::network
