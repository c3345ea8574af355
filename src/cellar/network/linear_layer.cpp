// SPDX-License-Identifier: Apache-2.0
// The classifier: a 1 x 1 convolution of single pixels, and a bias.
#include <cmath>

#include <cellar/network/layers.hpp>

namespace cellar::network {
namespace {

template <class T>
class Bias final : public Layer<T> {
 public:
  Bias(Value input, Value output, std::size_t biases) : Layer<T>(output), input_(input), biases_(biases) {}

  void forward(Graph<T>& graph, Mode) override {
    const std::size_t plane = graph.plane(input_);
    for (std::size_t channel = 0; channel < channels(graph); ++channel)
      graph.kernels().affine(graph.values(input_) + channel * plane, T{1}, graph.weights()[biases_ + channel], false,
                             graph.values(this->output()) + channel * plane, static_cast<std::ptrdiff_t>(plane));
  }

  void backward(Graph<T>& graph) override {
    const std::size_t plane = graph.plane(input_);
    const T* gradient = graph.gradients(this->output());
    for (std::size_t channel = 0; channel < channels(graph); ++channel)
      graph.weight_gradients()[biases_ + channel] +=
          graph.kernels().sum(gradient + channel * plane, static_cast<std::ptrdiff_t>(plane));
    const auto target = graph.gradient_target(input_);
    if (target.gradients)
      graph.kernels().scale(gradient, T{1}, target.gradients, static_cast<std::ptrdiff_t>(graph.size(input_)),
                            target.accumulate);
  }

 private:
  std::size_t channels(const Graph<T>& graph) const { return static_cast<std::size_t>(graph.shape(input_).channels); }

  Value input_;
  std::size_t biases_;
};

}  // namespace

template <class T>
Value linear(Graph<T>& graph, Value input, int outputs) {
  const double deviation = 1 / std::sqrt(static_cast<double>(graph.shape(input).channels));
  const Value products = convolution(graph, input, {.outputs = outputs, .kernel = 1, .deviation = deviation});
  const std::size_t biases = graph.add_parameters(static_cast<std::size_t>(outputs), ParameterKind::bias);
  return graph.template add_layer<Bias<T>>(products, graph.add_value({outputs, 1}), biases);
}

template Value linear(Graph<float>&, Value, int);
template Value linear(Graph<double>&, Value, int);

}  // namespace cellar::network
