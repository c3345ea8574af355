// SPDX-License-Identifier: Apache-2.0
// Parameters and arithmetic of the network around the cells: the DARTS evaluation network (Liu et al., arXiv
// 1806.09055, appendix A.1.1) as NAS-Bench-301 trains it, walked layer by layer.
#include <cellar/space/darts.hpp>

namespace cellar::space::darts {
namespace {

constexpr std::int64_t kClasses = 10;
constexpr std::int64_t kStemMultiplier = 3;

// Adds up layers. `side` is that of the layer's output.
class SizeCounter {
 public:
  void convolution(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t side, std::int64_t groups = 1) {
    const std::int64_t weights = in / groups * out * kernel * kernel;
    size_.parameters += weights;
    size_.macs += weights * side * side;
  }

  void batch_norm(std::int64_t channels, std::int64_t side, bool affine) {
    if (affine) size_.parameters += 2 * channels;
    extra_ += (affine ? 2 : 1) * channels * side * side;
  }

  void relu(std::int64_t channels, std::int64_t side) { extra_ += channels * side * side; }

  void pool(std::int64_t channels, std::int64_t side) { extra_ += 9 * channels * side * side; }

  void global_pool(std::int64_t channels, std::int64_t side_before) {
    extra_ += channels * (side_before + 1) * (side_before + 1);
  }

  void classifier(std::int64_t in, std::int64_t out) {
    size_.parameters += in * out + out;
    size_.macs += in * out;
  }

  NetworkSize total() const { return {size_.parameters, size_.macs, size_.macs + extra_}; }

 private:
  NetworkSize size_;
  std::int64_t extra_ = 0;
};

// A feature map: channels x side x side.
struct Map {
  std::int64_t channels;
  std::int64_t side;
};

// Of a map after a layer of stride 2.
std::int64_t halved(std::int64_t side) { return (side + 1) / 2; }

// ReLU, two 1 x 1 convolutions of stride 2 for half of the channels each, batch norm.
void factorized_reduce(SizeCounter& counter, Map in, std::int64_t out, bool affine) {
  counter.relu(in.channels, in.side);
  counter.convolution(in.channels, out, 1, halved(in.side));
  counter.batch_norm(out, halved(in.side), affine);
}

void relu_conv_norm(SizeCounter& counter, Map in, std::int64_t out) {
  counter.relu(in.channels, in.side);
  counter.convolution(in.channels, out, 1, in.side);
  counter.batch_norm(out, in.side, true);
}

// ReLU, depthwise and pointwise convolution, batch norm. The side may be halved by the depthwise one.
void separable_convolution(SizeCounter& counter, Map in, std::int64_t kernel, std::int64_t side, bool affine) {
  counter.relu(in.channels, in.side);
  counter.convolution(in.channels, in.channels, kernel, side, in.channels);
  counter.convolution(in.channels, in.channels, 1, side);
  counter.batch_norm(in.channels, side, affine);
}

void edge_operation(SizeCounter& counter, Operation operation, Map in, std::int64_t side, const NetworkConfig& config) {
  const bool affine = config.affine_in_cells;
  const std::int64_t kernel =
      operation == Operation::sep_conv_5x5 || operation == Operation::dil_conv_5x5 ? 5 : 3;
  switch (operation) {
    case Operation::max_pool_3x3:
    case Operation::avg_pool_3x3:
      counter.pool(in.channels, side);
      if (config.norm_after_pool) counter.batch_norm(in.channels, side, affine);
      return;
    case Operation::skip_connect:
      if (side != in.side) factorized_reduce(counter, in, in.channels, affine);
      return;
    case Operation::sep_conv_3x3:
    case Operation::sep_conv_5x5:
      separable_convolution(counter, in, kernel, side, affine);
      separable_convolution(counter, {in.channels, side}, kernel, side, affine);
      return;
    case Operation::dil_conv_3x3:
    case Operation::dil_conv_5x5:
      separable_convolution(counter, in, kernel, side, affine);
      return;
  }
}

void cell_edges(SizeCounter& counter, const Cell& cell, Map inputs, std::int64_t side, const NetworkConfig& config) {
  for (const Edge& edge : cell.edges) {
    const std::int64_t side_in = edge.source < kInputNodes ? inputs.side : side;
    edge_operation(counter, edge.operation, {inputs.channels, side_in}, side, config);
  }
}

bool is_reduction(int cell, const NetworkConfig& config) {
  for (int k = 1; k <= config.reductions; ++k)
    if (cell == k * config.cells / (config.reductions + 1)) return true;
  return false;
}

}  // namespace

NetworkSize network_size(const Genotype& genotype, const NetworkConfig& config) {
  SizeCounter counter;
  std::int64_t channels = config.channels;
  const Map stem{kStemMultiplier * channels, config.image_side};
  counter.convolution(config.image_channels, stem.channels, 3, stem.side);
  counter.batch_norm(stem.channels, stem.side, true);

  Map before = stem;  // outputs of the cell before the last, and of the last
  Map last = stem;
  for (int i = 0; i < config.cells; ++i) {
    const bool reduces = is_reduction(i, config);
    if (reduces) channels *= 2;
    if (before.side != last.side)
      factorized_reduce(counter, before, channels, true);
    else
      relu_conv_norm(counter, before, channels);
    relu_conv_norm(counter, last, channels);
    const std::int64_t side = reduces ? halved(last.side) : last.side;
    cell_edges(counter, reduces ? genotype.reduce : genotype.normal, {channels, last.side}, side, config);
    before = last;
    last = {kIntermediateNodes * channels, side};
  }
  counter.global_pool(last.channels, last.side);
  counter.classifier(last.channels, kClasses);
  return counter.total();
}

}  // namespace cellar::space::darts
