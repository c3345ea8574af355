// SPDX-License-Identifier: Apache-2.0
// Parameters and arithmetic of a cell's network (nasbench/lib/model_builder.py), walked layer by layer.
#include <algorithm>

#include <cellar/space/nb101.hpp>

namespace cellar::space::nb101 {
namespace {

constexpr int kClasses = 10;
constexpr int kStacks = 3;

// Adds up layers of one side length.
class SizeCounter {
 public:
  explicit SizeCounter(NetworkSize& size, int side) : size_(size), pixels_(side * side) {}

  // Convolution without bias, batch norm with scale and shift, ReLU.
  void conv_bn_relu(int kernel, std::int64_t in, std::int64_t out) {
    const std::int64_t weights = kernel * kernel * in * out;
    size_.parameters += weights + 2 * out;
    size_.macs += weights * pixels_;
    size_.flops += (weights + 2 * out) * pixels_;
  }

 private:
  NetworkSize& size_;
  std::int64_t pixels_;
};

void add_classifier(NetworkSize& size, std::int64_t in) {
  size.parameters += in * kClasses + kClasses;
  size.macs += in * kClasses;
  size.flops += in * kClasses;
}

void add_cell(NetworkSize& size, int side, const Cell& cell, int in, int out) {
  SizeCounter layers(size, side);
  const auto channels = vertex_channels(cell, in, out);
  const int output = cell.vertices - 1;
  for (int vertex = 1; vertex <= output; ++vertex) {
    const int width = channels[static_cast<std::size_t>(vertex)];
    if (cell.has_edge(0, vertex)) layers.conv_bn_relu(1, in, width);  // projection of the cell's input
    if (vertex == output) continue;
    if (cell.operation(vertex) == Operation::conv3x3_bn_relu) layers.conv_bn_relu(3, width, width);
    if (cell.operation(vertex) == Operation::conv1x1_bn_relu) layers.conv_bn_relu(1, width, width);
  }
}

}  // namespace

std::array<int, kMaxVertices> vertex_channels(const Cell& cell, int input, int output) {
  std::array<int, kMaxVertices> channels{};
  const int last = cell.vertices - 1;
  channels[0] = input;
  channels[static_cast<std::size_t>(last)] = output;
  const int concatenated = std::popcount(cell.sources(last) & ~1u);
  if (concatenated == 0) return channels;

  int remainder = output % concatenated;
  for (int vertex = 1; vertex < last; ++vertex)
    if (cell.has_edge(vertex, last))
      channels[static_cast<std::size_t>(vertex)] = output / concatenated + (remainder-- > 0 ? 1 : 0);
  for (int vertex = last - 1; vertex >= 1; --vertex) {
    if (cell.has_edge(vertex, last)) continue;
    int& width = channels[static_cast<std::size_t>(vertex)];
    for (int target = vertex + 1; target < last; ++target)
      if (cell.has_edge(vertex, target)) width = std::max(width, channels[static_cast<std::size_t>(target)]);
  }
  return channels;
}

NetworkSize network_size(const Cell& cell, const NetworkConfig& config) {
  NetworkSize size;
  int side = config.image_side, in = config.channels, out = config.channels;
  SizeCounter(size, side).conv_bn_relu(3, config.image_channels, in);
  for (int stack = 0; stack < kStacks; ++stack) {
    for (int i = 0; i < config.cells_per_stack; ++i) {
      add_cell(size, side, cell, in, out);
      in = out;
    }
    side = (side + 1) / 2;
    out *= 2;
  }
  add_classifier(size, in);
  return size;
}

}  // namespace cellar::space::nb101
