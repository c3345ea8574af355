// SPDX-License-Identifier: Apache-2.0
// Sums and mixtures of values, and layers that only move channels about.
#include <algorithm>

#include <cellar/network/layers.hpp>

namespace cellar::network {
namespace {

template <class T>
std::ptrdiff_t size_of(const Graph<T>& graph, Value value) {
  return static_cast<std::ptrdiff_t>(graph.size(value));
}

template <class T>
class Sum final : public Layer<T> {
 public:
  Sum(std::vector<Value> inputs, Value output) : Layer<T>(output), inputs_(std::move(inputs)) {}

  void forward(Graph<T>& graph, Mode) override {
    for (std::size_t i = 0; i < inputs_.size(); ++i)
      graph.kernels().scale(graph.values(inputs_[i]), T{1}, graph.values(this->output()),
                            size_of(graph, this->output()), i > 0);
  }

  void backward(Graph<T>& graph) override {
    for (const Value input : inputs_) {
      const auto target = graph.gradient_target(input);
      if (!target.gradients) continue;
      const std::ptrdiff_t size = size_of(graph, this->output());
      graph.kernels().scale(graph.gradients(this->output()), T{1}, target.gradients, size, target.accumulate);
      if (!target.accumulate) std::fill(target.gradients + size, target.gradients + graph.size(input), T{});
    }
  }

 private:
  std::vector<Value> inputs_;
};

template <class T>
class MixedOperation final : public Layer<T> {
 public:
  MixedOperation(std::vector<Value> inputs, Value output, Mixture<T>& mixture)
      : Layer<T>(output), inputs_(std::move(inputs)), mixture_(mixture) {}

  void forward(Graph<T>& graph, Mode) override {
    bool begun = false;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (mixture_.weights[i] == T{0}) continue;
      graph.kernels().scale(graph.values(inputs_[i]), mixture_.weights[i], graph.values(this->output()),
                            size_of(graph, this->output()), begun);
      begun = true;
    }
    if (!begun) std::fill_n(graph.values(this->output()), graph.size(this->output()), T{0});
  }

  void backward(Graph<T>& graph) override {
    const T* gradient = graph.gradients(this->output());
    const std::ptrdiff_t size = size_of(graph, this->output());
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (mixture_.weights[i] == T{0}) continue;
      mixture_.gradients[i] += graph.kernels().dot(gradient, graph.values(inputs_[i]), size);
      const auto target = graph.gradient_target(inputs_[i]);
      if (target.gradients)
        graph.kernels().scale(gradient, mixture_.weights[i], target.gradients, size, target.accumulate);
    }
  }

 private:
  std::vector<Value> inputs_;
  Mixture<T>& mixture_;
};

/// Where one channel of an output comes from; no channel goes to two places.
struct ChannelSource {
  Value input;
  int channel;
};

template <class T>
class ChannelMoves final : public Layer<T> {
 public:
  ChannelMoves(std::vector<ChannelSource> sources, Value output) : Layer<T>(output), sources_(std::move(sources)) {
    for (const ChannelSource& source : sources_)
      if (std::find(inputs_.begin(), inputs_.end(), source.input) == inputs_.end()) inputs_.push_back(source.input);
    targets_.resize(inputs_.size());
  }

  void forward(Graph<T>& graph, Mode) override {
    const std::size_t plane = graph.plane(this->output());
    T* target = graph.values(this->output());
    for (const ChannelSource& source : sources_) {
      std::copy_n(graph.values(source.input) + static_cast<std::size_t>(source.channel) * plane, plane, target);
      target += plane;
    }
  }

  void backward(Graph<T>& graph) override {
    for (std::size_t i = 0; i < inputs_.size(); ++i) targets_[i] = target_of(graph, inputs_[i]);
    const std::size_t plane = graph.plane(this->output());
    const T* gradient = graph.gradients(this->output());
    for (const ChannelSource& source : sources_) {
      const auto input = std::find(inputs_.begin(), inputs_.end(), source.input) - inputs_.begin();
      const GradientTarget<T>& target = targets_[static_cast<std::size_t>(input)];
      if (target.gradients)
        graph.kernels().scale(gradient, T{1}, target.gradients + static_cast<std::size_t>(source.channel) * plane,
                              static_cast<std::ptrdiff_t>(plane), target.accumulate);
      gradient += plane;
    }
  }

 private:
  // Channels that go nowhere need a gradient too: 0. Each channel goes to one place at most.
  GradientTarget<T> target_of(Graph<T>& graph, Value input) const {
    const auto moved = std::count_if(sources_.begin(), sources_.end(),
                                     [=](const ChannelSource& source) { return source.input == input; });
    if (moved == graph.shape(input).channels) return graph.gradient_target(input);
    return {graph.gradient_sum(input), true};
  }

  std::vector<ChannelSource> sources_;  // by channel of the output
  std::vector<Value> inputs_;           // each once
  std::vector<GradientTarget<T>> targets_;  // of the inputs, during a backward pass
};

template <class T>
Value move_channels(Graph<T>& graph, std::vector<ChannelSource> sources) {
  const Value output = graph.add_value({static_cast<int>(sources.size()), graph.shape(sources.front().input).side});
  return graph.template add_layer<ChannelMoves<T>>(std::move(sources), output);
}

}  // namespace

template <class T>
Value sum(Graph<T>& graph, const std::vector<Value>& inputs, int channels) {
  const Shape first = graph.shape(inputs.front());
  if (inputs.size() == 1 && first.channels == channels) return inputs.front();
  const Value output = graph.add_value({channels, first.side});
  return graph.template add_layer<Sum<T>>(inputs, output);
}

template <class T>
Value concatenate(Graph<T>& graph, const std::vector<Value>& inputs) {
  if (inputs.size() == 1) return inputs.front();
  std::vector<ChannelSource> sources;
  for (const Value input : inputs)
    for (int channel = 0; channel < graph.shape(input).channels; ++channel) sources.push_back({input, channel});
  return move_channels(graph, std::move(sources));
}

template <class T>
Value channel_slice(Graph<T>& graph, Value input, int first, int count) {
  std::vector<ChannelSource> sources;
  for (int channel = first; channel < first + count; ++channel) sources.push_back({input, channel});
  return move_channels(graph, std::move(sources));
}

template <class T>
Value channel_shuffle(Graph<T>& graph, Value input, int groups) {
  const int per_group = graph.shape(input).channels / groups;
  std::vector<ChannelSource> sources;
  for (int i = 0; i < per_group; ++i)
    for (int group = 0; group < groups; ++group) sources.push_back({input, group * per_group + i});
  return move_channels(graph, std::move(sources));
}

template <class T>
Value mixed_operation(Graph<T>& graph, const std::vector<Value>& inputs, Mixture<T>& mixture) {
  const Value output = graph.add_value(graph.shape(inputs.front()));
  return graph.template add_layer<MixedOperation<T>>(inputs, output, mixture);
}

template Value sum(Graph<float>&, const std::vector<Value>&, int);
template Value sum(Graph<double>&, const std::vector<Value>&, int);
template Value concatenate(Graph<float>&, const std::vector<Value>&);
template Value concatenate(Graph<double>&, const std::vector<Value>&);
template Value channel_slice(Graph<float>&, Value, int, int);
template Value channel_slice(Graph<double>&, Value, int, int);
template Value channel_shuffle(Graph<float>&, Value, int);
template Value channel_shuffle(Graph<double>&, Value, int);
template Value mixed_operation(Graph<float>&, const std::vector<Value>&, Mixture<float>&);
template Value mixed_operation(Graph<double>&, const std::vector<Value>&, Mixture<double>&);

}  // namespace cellar::network
