// SPDX-License-Identifier: Apache-2.0
// Convolution, plain or depthwise: `groups` convolutions beside each other, each a list of taps.
#include <cmath>

#include <cellar/network/layers.hpp>
#include <cellar/network/padded_planes.hpp>

namespace cellar::network {
namespace {

using kernels::Runs;

struct Geometry {
  ConvolutionSpec spec;
  Shape input, output;
  int groups, group_inputs, group_outputs;
  PaddedPlanes padded;

  std::size_t taps() const { return static_cast<std::size_t>(group_inputs * spec.kernel * spec.kernel); }
  std::size_t group_weights() const { return taps() * static_cast<std::size_t>(group_outputs); }
  // A 1 x 1 convolution reads the plane as it is.
  bool needs_padding() const { return padded.padding > 0; }
};

Geometry geometry(Shape input, const ConvolutionSpec& spec, int batch) {
  const int outputs = spec.depthwise ? input.channels : spec.outputs;
  const int groups = spec.depthwise ? input.channels : 1;
  const int padding = spec.dilation * (spec.kernel - 1) / 2 + spec.offset;
  const Shape output{outputs, kernels::strided(input.side, spec.stride)};
  return {spec, input, output, groups, input.channels / groups, outputs / groups, {input.side, padding, batch}};
}

// Offsets of the taps of `channels` planes, from the pixel of the window that is read first.
std::vector<std::ptrdiff_t> tap_offsets(const Geometry& shape, int channels) {
  const PaddedPlanes& padded = shape.padded;
  const int first = 2 * shape.spec.offset;  // past the padding that only makes room for the offset
  std::vector<std::ptrdiff_t> offsets;
  for (int channel = 0; channel < channels; ++channel)
    for (int y = 0; y < shape.spec.kernel; ++y)
      for (int x = 0; x < shape.spec.kernel; ++x)
        offsets.push_back(channel * padded.plane() + (first + y * shape.spec.dilation) * padded.row() +
                          static_cast<std::ptrdiff_t>(first + x * shape.spec.dilation) * padded.batch);
  return offsets;
}

// Every pixel of the plane within `padded`, which the kernel's window covers with stride 1.
Runs whole_plane(const PaddedPlanes& padded) {
  const int row = padded.side * padded.batch;
  if (padded.padding == 0) return {1, 1, row * padded.side, 0, 0, 0, 0};
  return {padded.side, 1, row, padded.row(), 0, row, 0};
}

Runs output_runs(const Geometry& shape) {
  if (shape.spec.stride == 1) return whole_plane(shape.padded);
  const int batch = shape.padded.batch, side = shape.output.side, stride = shape.spec.stride;
  return {side, side, batch, stride * shape.padded.row(), static_cast<std::ptrdiff_t>(stride) * batch,
          static_cast<std::ptrdiff_t>(side) * batch, batch};
}

template <class T>
class Convolution final : public Layer<T> {
 public:
  Convolution(Value input, Value output, const Geometry& shape, std::size_t weights)
      : Layer<T>(output),
        input_(input),
        shape_(shape),
        weights_(weights),
        taps_(tap_offsets(shape, shape.group_inputs)),
        turned_taps_(tap_offsets(shape, shape.group_outputs)),
        turned_weights_(shape.group_weights()) {}

  void forward(Graph<T>& graph, Mode) override {
    const T* source = input_planes(graph);
    T* target = graph.values(this->output());
    const std::size_t plane = graph.plane(this->output());
    for (int group = 0; group < shape_.groups; ++group)
      graph.kernels().convolve(source + source_offset(group), {taps_.data(), static_cast<int>(taps_.size())},
                               group_weights(graph.weights(), group), shape_.group_outputs,
                               target + output_offset(group, plane), static_cast<std::ptrdiff_t>(plane),
                               output_runs(shape_), false);
  }

  void backward(Graph<T>& graph) override {
    const T* gradient = graph.gradients(this->output());
    find_weight_gradients(graph, gradient);
    const auto target = graph.gradient_target(input_);
    if (target.gradients) find_input_gradients(graph, gradient, target);
  }

  std::int64_t macs() const override {
    return static_cast<std::int64_t>(shape_.group_weights() * static_cast<std::size_t>(shape_.groups) *
                                     shape_.output.pixels());
  }

 private:
  std::ptrdiff_t source_offset(int group) const { return group * shape_.group_inputs * shape_.padded.plane(); }
  std::size_t output_offset(int group, std::size_t plane) const {
    return static_cast<std::size_t>(group * shape_.group_outputs) * plane;
  }
  T* group_weights(std::span<T> weights, int group) const {
    return weights.data() + weights_ + static_cast<std::size_t>(group) * shape_.group_weights();
  }

  // The input with a border; as it is where none is needed.
  const T* input_planes(Graph<T>& graph) const {
    const T* values = graph.values(input_);
    if (!shape_.needs_padding()) return values;
    T* scratch = graph.scratch(static_cast<std::size_t>(shape_.input.channels * shape_.padded.plane()));
    for (int channel = 0; channel < shape_.input.channels; ++channel)
      shape_.padded.fill(values + static_cast<std::size_t>(channel) * graph.plane(input_), shape_.input.side, 1, 0,
                         scratch + channel * shape_.padded.plane());
    return scratch;
  }

  // The output's gradient, its pixels where the windows they come from begin in the input; a border as above.
  const T* gradient_planes(Graph<T>& graph, const T* gradient) const {
    const bool as_it_is = !shape_.needs_padding() && shape_.spec.stride == 1;
    if (as_it_is) return gradient;
    T* scratch = graph.scratch(static_cast<std::size_t>(shape_.output.channels * shape_.padded.plane()));
    for (int channel = 0; channel < shape_.output.channels; ++channel)
      shape_.padded.fill(gradient + static_cast<std::size_t>(channel) * graph.plane(this->output()), shape_.output.side,
                         shape_.spec.stride, shape_.spec.offset, scratch + channel * shape_.padded.plane());
    return scratch;
  }

  void find_weight_gradients(Graph<T>& graph, const T* gradient) const {
    const T* source = input_planes(graph);
    const std::size_t plane = graph.plane(this->output());
    for (int group = 0; group < shape_.groups; ++group)
      graph.kernels().weight_gradients(source + source_offset(group), {taps_.data(), static_cast<int>(taps_.size())},
                                       gradient + output_offset(group, plane), static_cast<std::ptrdiff_t>(plane),
                                       shape_.group_outputs, group_weights(graph.weight_gradients(), group),
                                       output_runs(shape_));
  }

  // A convolution of the gradient with inputs and outputs exchanged and the kernel turned by half a circle.
  void find_input_gradients(Graph<T>& graph, const T* gradient, GradientTarget<T> target) {
    const T* source = gradient_planes(graph, gradient);
    // An offset moved the gradient's pixels, not the window.
    const std::ptrdiff_t first = -shape_.spec.offset * (shape_.padded.row() + shape_.padded.batch);
    const std::size_t plane = graph.plane(input_);
    for (int group = 0; group < shape_.groups; ++group) {
      turn_weights(group_weights(graph.weights(), group));
      graph.kernels().convolve(source + group * shape_.group_outputs * shape_.padded.plane() + first,
                               {turned_taps_.data(), static_cast<int>(turned_taps_.size())}, turned_weights_.data(),
                               shape_.group_inputs,
                               target.gradients + static_cast<std::size_t>(group * shape_.group_inputs) * plane,
                               static_cast<std::ptrdiff_t>(plane), whole_plane(shape_.padded), target.accumulate);
    }
  }

  void turn_weights(const T* weights) {
    const int kernel = shape_.spec.kernel * shape_.spec.kernel;
    for (int in = 0; in < shape_.group_inputs; ++in)
      for (int k = 0; k < kernel; ++k)
        for (int out = 0; out < shape_.group_outputs; ++out)
          turned_weights_[static_cast<std::size_t>((out * kernel + kernel - 1 - k) * shape_.group_inputs + in)] =
              weights[(in * kernel + k) * shape_.group_outputs + out];
  }

  Value input_;
  Geometry shape_;
  std::size_t weights_;
  std::vector<std::ptrdiff_t> taps_, turned_taps_;
  std::vector<T> turned_weights_;
};

}  // namespace

template <class T>
Value convolution(Graph<T>& graph, Value input, const ConvolutionSpec& spec) {
  const Geometry shape = geometry(graph.shape(input), spec, graph.batch());
  const double deviation = spec.deviation > 0 ? spec.deviation : std::sqrt(2.0 / static_cast<double>(shape.taps()));
  const std::size_t weights = graph.add_parameters(shape.group_weights() * static_cast<std::size_t>(shape.groups),
                                                   ParameterKind::weight, deviation);
  const Value output = graph.add_value(shape.output);
  return graph.template add_layer<Convolution<T>>(input, output, shape, weights);
}

template Value convolution(Graph<float>&, Value, const ConvolutionSpec&);
template Value convolution(Graph<double>&, Value, const ConvolutionSpec&);

}  // namespace cellar::network
