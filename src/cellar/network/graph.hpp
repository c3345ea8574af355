// SPDX-License-Identifier: Apache-2.0
// A network as a fixed list of layers over values, with its weights and their gradients. A value is channels x side x
// side x batch numbers, the batch innermost (kernels/kernel_set.hpp). Floats train; doubles test gradients.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/network/aligned_buffer.hpp>
#include <cellar/network/kernels/kernel_set.hpp>

namespace cellar::network {

enum class Mode {
  training,   ///< batch norms use the batch's statistics and update the running ones
  evaluation  ///< batch norms use the running statistics; no backward pass
};

using Value = int;  ///< number of a value of a graph

struct Shape {
  int channels;
  int side;
  std::size_t pixels() const { return static_cast<std::size_t>(side) * static_cast<std::size_t>(side); }
};

/// What a layer learns, a stretch of the graph's weights.
enum class ParameterKind : std::uint8_t {
  weight,  ///< of a convolution or linear layer; the only kind that decays
  bias,
  norm_scale,
  norm_shift
};

struct Parameters {
  std::size_t offset;
  std::size_t count;
  ParameterKind kind;
  double deviation;  ///< initial weights are normal with mean 0; other kinds begin at 0, or 1 for a scale
};

template <class T>
class Graph;

template <class T>
class Layer {
 public:
  explicit Layer(Value output) : output_(output) {}
  virtual ~Layer() = default;

  Value output() const { return output_; }
  virtual void forward(Graph<T>& graph, Mode mode) = 0;
  /// From the gradient of the output to those of weights and inputs.
  virtual void backward(Graph<T>& graph) = 0;
  /// Multiply-adds of a forward pass for one image, borders counted as if they were within.
  virtual std::int64_t macs() const { return 0; }

 private:
  Value output_;
};

/// Where a layer puts the gradient of one of its inputs.
template <class T>
struct GradientTarget {
  T* gradients;     ///< null where nobody wants it
  bool accumulate;  ///< add to what later layers of the graph put there; else overwrite all of it
};

template <class T>
class Graph {
 public:
  /// `batch` is a multiple of kernels::kLanes. `kernels` are for speed alone: every set gives the same bits.
  explicit Graph(int batch, const kernels::KernelSet<T>& kernels = kernels::widest<T>())
      : batch_(batch), kernels_(&kernels) {}

  int batch() const { return batch_; }
  const kernels::KernelSet<T>& kernels() const { return *kernels_; }

  /// Building. Layers run in the order in which they are added.
  Value add_input(Shape shape);
  Value add_value(Shape shape);
  std::size_t add_parameters(std::size_t count, ParameterKind kind, double deviation = 0);
  /// Numbers that are kept with the weights but not learnt: running statistics.
  std::size_t add_statistics(std::size_t count, T initial);
  template <class L, class... Arguments>
  Value add_layer(Arguments&&... arguments) {
    layers_.push_back(std::make_unique<L>(static_cast<Arguments&&>(arguments)...));
    return layers_.back()->output();
  }

  Shape shape(Value value) const { return tensor(value).shape; }
  std::size_t plane(Value value) const { return shape(value).pixels() * static_cast<std::size_t>(batch_); }
  std::size_t size(Value value) const { return plane(value) * static_cast<std::size_t>(shape(value).channels); }
  T* values(Value value) { return tensors_[static_cast<std::size_t>(value)].values.data(); }

  /// Gradient of a layer's output, complete when its backward pass is called.
  T* gradients(Value value) { return tensors_[static_cast<std::size_t>(value)].gradients.data(); }
  GradientTarget<T> gradient_target(Value value);
  /// For layers that only add: null where nobody wants the gradient, zeroed where it is the first.
  T* gradient_sum(Value value);

  std::span<T> weights() { return weights_; }
  std::span<T> weight_gradients() { return weight_gradients_; }
  std::span<T> statistics() { return statistics_; }
  std::span<const Parameters> parameters() const { return parameters_; }

  /// At least `count` values for the use of one layer's pass.
  T* scratch(std::size_t count);

  /// Draws the weights in the order in which layers were added; statistics return to their initial values.
  void initialise(base::Rng& rng);
  void forward(Mode mode);
  /// The gradients of `from` must have been put to gradient_target(from) after begin_backward. Weight gradients begin
  /// at 0.
  void begin_backward();
  void backward();
  std::int64_t macs() const;

 private:
  struct Tensor {
    Shape shape;
    bool wants_gradient;
    bool has_gradient = false;
    AlignedBuffer<T> values, gradients;
  };
  const Tensor& tensor(Value value) const { return tensors_[static_cast<std::size_t>(value)]; }
  Value add_tensor(Shape shape, bool wants_gradient);

  int batch_;
  const kernels::KernelSet<T>* kernels_;
  std::vector<Tensor> tensors_;
  std::vector<std::unique_ptr<Layer<T>>> layers_;
  std::vector<Parameters> parameters_;
  std::vector<T> weights_, weight_gradients_, statistics_, initial_statistics_;
  AlignedBuffer<T> scratch_;
};

}  // namespace cellar::network
