// SPDX-License-Identifier: Apache-2.0
// The layers that networks are built of: each function adds one to a graph and gives its output. All have hand-written
// backward passes, checked against finite differences in tests/unit/network. Defined for float and double.
#pragma once

#include <span>
#include <vector>

#include <cellar/network/graph.hpp>

namespace cellar::network {

struct ConvolutionSpec {
  int outputs = 0;      ///< channels; a depthwise convolution has those of its input
  int kernel = 3;       ///< side, odd
  int stride = 1;       ///< 1 or 2; the side is rounded up
  int dilation = 1;
  int offset = 0;       ///< reads this many rows and columns further on; only for kernel 1
  bool depthwise = false;
  double deviation = 0;  ///< of initial weights; 0: He-normal by fan-in, sqrt(2 / inputs)
};

/// Without bias; zeros beyond the border, so that stride 1 keeps the side.
template <class T>
Value convolution(Graph<T>& graph, Value input, const ConvolutionSpec& spec);

/// With learnt scale and shift, and ReLU where `rectified` (one pass less than a layer of its own). Variance plus 1e-5;
/// running statistics move by 0.1 a batch towards the batch's, the variance unbiased (the defaults of PyTorch).
template <class T>
Value batch_norm(Graph<T>& graph, Value input, bool rectified);

template <class T>
Value relu(Graph<T>& graph, Value input);

/// Windows are clipped at the border; an average is over what is left of one.
template <class T>
Value max_pool(Graph<T>& graph, Value input, kernels::Window window);
template <class T>
Value average_pool(Graph<T>& graph, Value input, kernels::Window window);

/// 3 x 3, one pixel of padding: the pooling of cells.
inline constexpr kernels::Window cell_window(int stride) { return {3, 1, stride}; }
/// 2 x 2, stride 2, side rounded up: between cells.
inline constexpr kernels::Window kHalving{2, 0, 2};

/// Of each input's first `channels` channels; an input may have more. A single input with no more is itself the sum.
template <class T>
Value sum(Graph<T>& graph, const std::vector<Value>& inputs, int channels);

/// Channels one input after the other; a single input is itself the result.
template <class T>
Value concatenate(Graph<T>& graph, const std::vector<Value>& inputs);

/// `count` channels from `first` on.
template <class T>
Value channel_slice(Graph<T>& graph, Value input, int first, int count);

/// Channel g * n + i of n per group goes to i * groups + g (Zhang et al., ShuffleNet, arXiv 1707.01083).
template <class T>
Value channel_shuffle(Graph<T>& graph, Value input, int groups);

/// Weights of a mixed operation and their gradients, one for each input; they belong to whoever relaxes the choice.
template <class T>
struct Mixture {
  std::vector<T> weights, gradients;
};

/// Sum of weight times input. Adds to the mixture's gradients; the mixture must outlive the graph. An input whose weight
/// is 0 is left out: it is not read, and neither it nor its weight gets a gradient.
template <class T>
Value mixed_operation(Graph<T>& graph, const std::vector<Value>& inputs, Mixture<T>& mixture);

/// Mean over the pixels: side 1.
template <class T>
Value global_average(Graph<T>& graph, Value input);

/// With bias, from side 1; initial weights normal with deviation 1 / sqrt(inputs), bias 0.
template <class T>
Value linear(Graph<T>& graph, Value input, int outputs);

}  // namespace cellar::network
