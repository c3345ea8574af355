// SPDX-License-Identifier: Apache-2.0
// Maximum and average pooling, plane by plane; the mean over all pixels.
#include <cellar/network/layers.hpp>

namespace cellar::network {
namespace {

enum class Pooling { maximum, average };

template <class T, Pooling kPooling>
class Pool final : public Layer<T> {
 public:
  Pool(Value input, Value output, kernels::Window window) : Layer<T>(output), input_(input), window_(window) {}

  void forward(Graph<T>& graph, Mode) override {
    const auto pool = kPooling == Pooling::maximum ? graph.kernels().max_pool : graph.kernels().average_pool;
    for (std::size_t channel = 0; channel < channels(graph); ++channel)
      pool(input_plane(graph, graph.values(input_), channel), side(graph), graph.batch(), window_,
           output_plane(graph, graph.values(this->output()), channel));
  }

  void backward(Graph<T>& graph) override {
    T* target = graph.gradient_sum(input_);
    if (!target) return;
    for (std::size_t channel = 0; channel < channels(graph); ++channel) {
      const T* gradient = output_plane(graph, graph.gradients(this->output()), channel);
      if constexpr (kPooling == Pooling::maximum)
        graph.kernels().max_pool_gradient(input_plane(graph, graph.values(input_), channel),
                                          output_plane(graph, graph.values(this->output()), channel), gradient,
                                          side(graph), graph.batch(), window_, input_plane(graph, target, channel));
      else
        graph.kernels().average_pool_gradient(gradient, side(graph), graph.batch(), window_,
                                              input_plane(graph, target, channel));
    }
  }

 private:
  int side(const Graph<T>& graph) const { return graph.shape(input_).side; }
  std::size_t channels(const Graph<T>& graph) const { return static_cast<std::size_t>(graph.shape(input_).channels); }
  T* input_plane(const Graph<T>& graph, T* planes, std::size_t channel) const {
    return planes + channel * graph.plane(input_);
  }
  T* output_plane(const Graph<T>& graph, T* planes, std::size_t channel) const {
    return planes + channel * graph.plane(this->output());
  }

  Value input_;
  kernels::Window window_;
};

template <class T>
class GlobalAverage final : public Layer<T> {
 public:
  GlobalAverage(const Graph<T>& graph, Value input, Value output)
      : Layer<T>(output),
        input_(input),
        shares_(graph.shape(input).pixels(), T{1} / static_cast<T>(graph.shape(input).pixels())) {
    for (std::size_t pixel = 0; pixel < shares_.size(); ++pixel)
      taps_.push_back(static_cast<std::ptrdiff_t>(pixel) * graph.batch());
  }

  // A convolution with a single output pixel, whose taps are all pixels of the plane.
  void forward(Graph<T>& graph, Mode) override {
    const kernels::Runs pixel{1, 1, graph.batch(), 0, 0, 0, 0};
    for (std::size_t channel = 0; channel < channels(graph); ++channel)
      graph.kernels().convolve(graph.values(input_) + channel * graph.plane(input_),
                               {taps_.data(), static_cast<int>(taps_.size())}, shares_.data(), 1,
                               graph.values(this->output()) + channel * graph.plane(this->output()), 0, pixel, false);
  }

  void backward(Graph<T>& graph) override {
    const auto target = graph.gradient_target(input_);
    if (!target.gradients) return;
    for (std::size_t channel = 0; channel < channels(graph); ++channel) {
      const T* gradient = graph.gradients(this->output()) + channel * graph.plane(this->output());
      for (const std::ptrdiff_t tap : taps_)
        graph.kernels().scale(gradient, shares_[0], target.gradients + channel * graph.plane(input_) + tap,
                              graph.batch(), target.accumulate);
    }
  }

 private:
  std::size_t channels(const Graph<T>& graph) const { return static_cast<std::size_t>(graph.shape(input_).channels); }

  Value input_;
  std::vector<T> shares_;  // one over the number of pixels, for each of them
  std::vector<std::ptrdiff_t> taps_;
};

template <class T, Pooling kPooling>
Value pool(Graph<T>& graph, Value input, kernels::Window window) {
  const Shape in = graph.shape(input);
  const Value output = graph.add_value({in.channels, kernels::strided(in.side, window.stride)});
  return graph.template add_layer<Pool<T, kPooling>>(input, output, window);
}

}  // namespace

template <class T>
Value max_pool(Graph<T>& graph, Value input, kernels::Window window) {
  return pool<T, Pooling::maximum>(graph, input, window);
}

template <class T>
Value average_pool(Graph<T>& graph, Value input, kernels::Window window) {
  return pool<T, Pooling::average>(graph, input, window);
}

template <class T>
Value global_average(Graph<T>& graph, Value input) {
  const Value output = graph.add_value({graph.shape(input).channels, 1});
  return graph.template add_layer<GlobalAverage<T>>(graph, input, output);
}

template Value max_pool(Graph<float>&, Value, kernels::Window);
template Value max_pool(Graph<double>&, Value, kernels::Window);
template Value average_pool(Graph<float>&, Value, kernels::Window);
template Value average_pool(Graph<double>&, Value, kernels::Window);
template Value global_average(Graph<float>&, Value);
template Value global_average(Graph<double>&, Value);

}  // namespace cellar::network
