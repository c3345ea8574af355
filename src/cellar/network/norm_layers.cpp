// SPDX-License-Identifier: Apache-2.0
// Batch norm (Ioffe and Szegedy, arXiv 1502.03167) and ReLU, channel by channel, so that a plane stays in the first
// cache while it is gone over several times.
#include <cmath>

#include <cellar/network/layers.hpp>

namespace cellar::network {
namespace {

constexpr double kVarianceFloor = 1e-5;  // PyTorch's and NAS-Bench-101's epsilon

template <class T>
class BatchNorm final : public Layer<T> {
 public:
  BatchNorm(Graph<T>& graph, Value input, Value output, bool rectified)
      : Layer<T>(output),
        input_(input),
        rectified_(rectified),
        moments_(static_cast<std::size_t>(graph.shape(input).channels)) {
    const std::size_t channels = moments_.size();
    scales_ = graph.add_parameters(channels, ParameterKind::norm_scale);
    shifts_ = graph.add_parameters(channels, ParameterKind::norm_shift);
    means_ = graph.add_statistics(channels, T{0});
    variances_ = graph.add_statistics(channels, T{1});
  }

  void forward(Graph<T>& graph, Mode mode) override {
    for (std::size_t channel = 0; channel < moments_.size(); ++channel) {
      const T* source = plane_of(graph, graph.values(input_), channel);
      moments_[channel] =
          mode == Mode::training ? batch_moments(graph, source, channel) : running_moments(graph, channel);
      const T scale = graph.weights()[scales_ + channel] * moments_[channel].inverse_deviation;
      const T shift = graph.weights()[shifts_ + channel] - moments_[channel].mean * scale;
      graph.kernels().affine(source, scale, shift, rectified_, plane_of(graph, graph.values(this->output()), channel),
                             count(graph));
    }
  }

  // With n values, centred ones d = x - mean, r = 1 / deviation and gradients g:
  // dx = scale r (g - sum(g) / n - d r^2 sum(g d) / n).
  void backward(Graph<T>& graph) override {
    const auto target = graph.gradient_target(input_);
    for (std::size_t channel = 0; channel < moments_.size(); ++channel) {
      const auto [mean, inverse] = moments_[channel];
      const T* source = plane_of(graph, graph.values(input_), channel);
      const T* output = rectified_ ? plane_of(graph, graph.values(this->output()), channel) : nullptr;
      const T* gradient = plane_of(graph, graph.gradients(this->output()), channel);
      T sums[2];
      graph.kernels().norm_sums(gradient, output, source, mean, count(graph), sums);
      graph.weight_gradients()[shifts_ + channel] += sums[0];
      graph.weight_gradients()[scales_ + channel] += sums[1] * inverse;
      if (!target.gradients) continue;
      const T n = static_cast<T>(count(graph));
      const T gradient_scale = graph.weights()[scales_ + channel] * inverse;
      const T source_scale = -(gradient_scale * (inverse * inverse) * (sums[1] / n));
      const T shift = -(gradient_scale * (sums[0] / n)) - source_scale * mean;
      graph.kernels().norm_gradient(gradient, output, source, gradient_scale, source_scale, shift,
                                    plane_of(graph, target.gradients, channel), count(graph), target.accumulate);
    }
  }

 private:
  struct Moments {
    T mean, inverse_deviation;
  };

  std::ptrdiff_t count(const Graph<T>& graph) const { return static_cast<std::ptrdiff_t>(graph.plane(input_)); }
  T* plane_of(const Graph<T>& graph, T* planes, std::size_t channel) const {
    return planes + channel * graph.plane(input_);
  }

  static T inverse_deviation(T variance) { return T{1} / std::sqrt(variance + static_cast<T>(kVarianceFloor)); }

  Moments batch_moments(Graph<T>& graph, const T* source, std::size_t channel) const {
    const T n = static_cast<T>(count(graph));
    const T mean = graph.kernels().sum(source, count(graph)) / n;
    const T squares = graph.kernels().squared_deviations(source, mean, count(graph));
    const T rate = graph.statistics_rate();
    move_towards(graph.statistics()[means_ + channel], mean, rate);
    move_towards(graph.statistics()[variances_ + channel], squares / (n - 1), rate);
    return {mean, inverse_deviation(squares / n)};
  }

  Moments running_moments(Graph<T>& graph, std::size_t channel) const {
    return {graph.statistics()[means_ + channel], inverse_deviation(graph.statistics()[variances_ + channel])};
  }

  static void move_towards(T& running, T batch, T rate) { running = (T{1} - rate) * running + rate * batch; }

  Value input_;
  bool rectified_;
  std::vector<Moments> moments_;  // of the last forward pass
  std::size_t scales_, shifts_, means_, variances_;
};

template <class T>
class Relu final : public Layer<T> {
 public:
  Relu(Value input, Value output) : Layer<T>(output), input_(input) {}

  void forward(Graph<T>& graph, Mode) override {
    graph.kernels().rectify(graph.values(input_), graph.values(this->output()), count(graph));
  }

  void backward(Graph<T>& graph) override {
    const auto target = graph.gradient_target(input_);
    if (!target.gradients) return;
    graph.kernels().rectify_gradient(graph.gradients(this->output()), graph.values(this->output()), target.gradients,
                                     count(graph), target.accumulate);
  }

 private:
  std::ptrdiff_t count(const Graph<T>& graph) const { return static_cast<std::ptrdiff_t>(graph.size(input_)); }

  Value input_;
};

}  // namespace

template <class T>
Value batch_norm(Graph<T>& graph, Value input, bool rectified) {
  const Value output = graph.add_value(graph.shape(input));
  return graph.template add_layer<BatchNorm<T>>(graph, input, output, rectified);
}

template <class T>
Value relu(Graph<T>& graph, Value input) {
  const Value output = graph.add_value(graph.shape(input));
  return graph.template add_layer<Relu<T>>(input, output);
}

template Value batch_norm(Graph<float>&, Value, bool);
template Value batch_norm(Graph<double>&, Value, bool);
template Value relu(Graph<float>&, Value);
template Value relu(Graph<double>&, Value);

}  // namespace cellar::network
