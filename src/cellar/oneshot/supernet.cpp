// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/supernet.hpp>

#include <algorithm>

#include <cellar/oneshot/cell_output_layer.hpp>

namespace cellar::oneshot {
namespace {

using network::Graph;
using network::Mixture;
using network::Value;
using space::nb1shot1::ChoiceWeights;
using space::nb1shot1::OneShotSpace;

constexpr int kCells = 3;  // as in the stand-alone networks (network/network.hpp)

template <class T>
Value conv_bn_relu(Graph<T>& graph, Value input, int kernel, int channels) {
  return network::batch_norm(graph, network::convolution(graph, input, {.outputs = channels, .kernel = kernel}), true);
}

template <class T>
CellMixtures<T> make_mixtures(const OneShotSpace& space) {
  const auto ones = [](int count) {
    const auto size = static_cast<std::size_t>(count);
    return Mixture<T>{std::vector<T>(size, T{1}), std::vector<T>(size)};
  };
  CellMixtures<T> mixtures;
  for (int block = 0; block < space.blocks(); ++block) mixtures.operations.push_back(ones(kOperations));
  for (int node = 1; node <= space.nodes(); ++node) mixtures.inputs.push_back(ones(node));
  return mixtures;
}

template <class Weights, class T>
void assign(std::vector<T>& target, const Weights& weights) {
  std::transform(weights.begin(), weights.end(), target.begin(), [](double weight) { return static_cast<T>(weight); });
}

// Which blocks the output reads, by itself or through others.
std::vector<bool> read_blocks(const ChoiceWeights& weights) {
  std::vector<bool> read(weights.operations.size());
  const auto mark = [&](const std::vector<double>& inputs) {
    for (std::size_t i = 1; i < inputs.size(); ++i)
      if (inputs[i] != 0) read[i - 1] = true;
  };
  mark(weights.inputs.back());
  for (std::size_t block = read.size(); block-- > 0;)
    if (read[block]) mark(weights.inputs[block]);
  return read;
}

}  // namespace

template <class T>
Supernet<T>::Supernet(const OneShotSpace& space, const SupernetShape& shape)
    : space_(space),
      partial_(shape.partial),
      network_{std::make_unique<Graph<T>>(shape.images.batch), 0, 0, static_cast<std::uint64_t>(space.number())},
      mixtures_(kCells, make_mixtures<T>(space)) {
  Graph<T>& graph = *network_.graph;
  network_.images = graph.add_input({1, shape.images.side});
  int channels = shape.images.channels;
  Value at = conv_bn_relu(graph, network_.images, 3, channels);
  for (int cell = 0; cell < kCells; ++cell) {
    if (cell > 0) {
      at = network::max_pool(graph, at, network::kHalving);
      channels *= 2;
    }
    at = add_cell(at, channels, mixtures_[static_cast<std::size_t>(cell)]);
  }
  const Value narrowed =
      network::convolution(graph, network::relu(graph, at), {.outputs = channels, .kernel = 1});
  at = network::batch_norm(graph, narrowed, false);
  network_.logits = network::linear(graph, network::global_average(graph, at), shape.images.classes);
}

template <class T>
Value Supernet<T>::add_cell(Value input, int channels, CellMixtures<T>& mixtures) {
  Graph<T>& graph = *network_.graph;
  CellBranches branches;
  std::vector<Value> blocks;
  for (int block = 0; block < space_.blocks(); ++block)
    blocks.push_back(add_block(input, blocks, channels, mixtures, branches));
  branches.projection = graph.add_branch();
  graph.build_in(branches.projection);
  const Value projection = conv_bn_relu(graph, input, 1, channels * space_.blocks());
  graph.build_in(0);
  branches_.push_back(std::move(branches));
  return weighted_cell_output(graph, projection, blocks, mixtures.inputs.back());
}

template <class T>
Value Supernet<T>::add_block(Value input, const std::vector<Value>& earlier, int channels, CellMixtures<T>& mixtures,
                             CellBranches& branches) {
  Graph<T>& graph = *network_.graph;
  const std::size_t block = earlier.size();
  branches.projections.push_back(graph.add_branch());
  graph.build_in(branches.projections.back());
  std::vector<Value> candidates = {conv_bn_relu(graph, input, 1, channels)};
  candidates.insert(candidates.end(), earlier.begin(), earlier.end());

  branches.blocks.push_back(graph.add_branch());
  graph.build_in(branches.blocks.back());
  const Value sum = network::mixed_operation(graph, candidates, mixtures.inputs[block]);
  auto& operations = branches.operations.emplace_back();
  if (partial_ == 1) return add_operations(sum, channels, mixtures.operations[block], operations, branches.blocks.back());
  const int through = channels / partial_;
  const Value changed = add_operations(network::channel_slice(graph, sum, 0, through), through,
                                       mixtures.operations[block], operations, branches.blocks.back());
  const Value kept = network::channel_slice(graph, sum, through, channels - through);
  return network::channel_shuffle(graph, network::concatenate(graph, {changed, kept}), partial_);
}

template <class T>
Value Supernet<T>::add_operations(Value input, int channels, Mixture<T>& mixture, std::array<int, kOperations>& branches,
                                  int block_branch) {
  Graph<T>& graph = *network_.graph;
  std::vector<Value> outputs;
  for (int& branch : branches) {
    branch = graph.add_branch();
    graph.build_in(branch);
    switch (outputs.size()) {
      case 0: outputs.push_back(network::max_pool(graph, input, network::cell_window(1))); break;
      case 1: outputs.push_back(conv_bn_relu(graph, input, 3, channels)); break;
      default: outputs.push_back(conv_bn_relu(graph, input, 1, channels));
    }
  }
  graph.build_in(block_branch);
  return network::mixed_operation(graph, outputs, mixture);
}

template <class T>
void Supernet<T>::put(int cell, const ChoiceWeights& weights) {
  CellMixtures<T>& mixtures = mixtures_[static_cast<std::size_t>(cell)];
  const CellBranches& branches = branches_[static_cast<std::size_t>(cell)];
  Graph<T>& graph = *network_.graph;
  const auto read = read_blocks(weights);
  for (std::size_t block = 0; block < read.size(); ++block) {
    assign(mixtures.operations[block].weights, weights.operations[block]);
    graph.set_active(branches.blocks[block], read[block]);
    graph.set_active(branches.projections[block], read[block] && weights.inputs[block][0] != 0);
    for (std::size_t i = 0; i < kOperations; ++i)
      graph.set_active(branches.operations[block][i], read[block] && weights.operations[block][i] != 0);
  }
  for (std::size_t node = 0; node < weights.inputs.size(); ++node)
    assign(mixtures.inputs[node].weights, weights.inputs[node]);
  graph.set_active(branches.projection, weights.inputs.back()[0] != 0);
}

template <class T>
void Supernet<T>::put(const ChoiceWeights& weights) {
  for (int cell = 0; cell < cells(); ++cell) put(cell, weights);
}

template <class T>
void Supernet<T>::clear_choice_gradients() {
  for (CellMixtures<T>& mixtures : mixtures_)
    for (auto* list : {&mixtures.operations, &mixtures.inputs})
      for (Mixture<T>& mixture : *list) std::fill(mixture.gradients.begin(), mixture.gradients.end(), T{0});
}

template <class T>
ChoiceWeights Supernet<T>::choice_gradients(int cell) const {
  const CellMixtures<T>& mixtures = mixtures_[static_cast<std::size_t>(cell)];
  ChoiceWeights gradients;
  for (const Mixture<T>& mixture : mixtures.operations) {
    auto& row = gradients.operations.emplace_back();
    std::copy(mixture.gradients.begin(), mixture.gradients.end(), row.begin());
  }
  for (const Mixture<T>& mixture : mixtures.inputs)
    gradients.inputs.emplace_back(mixture.gradients.begin(), mixture.gradients.end());
  return gradients;
}

template class Supernet<float>;
template class Supernet<double>;

}  // namespace cellar::oneshot
