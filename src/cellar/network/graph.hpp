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

inline constexpr double kStatisticsRate = 0.1;  ///< PyTorch's momentum of batch norms: the share of the new batch

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

  /// Building. Layers run in the order in which they are added, those of a branch that is not active left out.
  Value add_input(Shape shape);
  Value add_value(Shape shape);
  std::size_t add_parameters(std::size_t count, ParameterKind kind, double deviation = 0);
  /// Numbers that are kept with the weights but not learnt: running statistics.
  std::size_t add_statistics(std::size_t count, T initial);
  template <class L, class... Arguments>
  Value add_layer(Arguments&&... arguments) {
    layers_.push_back({std::make_unique<L>(static_cast<Arguments&&>(arguments)...), building_});
    return layers_.back().layer->output();
  }

  /// A part of the network that can be left out; active at first. Layers added from build_in on belong to it. Nothing
  /// active may read a value of a part that is left out, but a mixed operation where its weight is 0.
  int add_branch();
  void build_in(int branch) { building_ = branch; }
  void set_active(int branch, bool active) { active_[static_cast<std::size_t>(branch)] = active; }

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
  /// The share by which running statistics move towards a batch's.
  T statistics_rate() const { return statistics_rate_; }
  void set_statistics_rate(double rate) { statistics_rate_ = static_cast<T>(rate); }
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
  /// Multiply-adds of the active layers for one image.
  std::int64_t macs() const;

 private:
  struct Tensor {
    Shape shape;
    bool wants_gradient;
    bool has_gradient = false;
    AlignedBuffer<T> values, gradients;
  };
  struct PlacedLayer {
    std::unique_ptr<Layer<T>> layer;
    int branch;
  };
  const Tensor& tensor(Value value) const { return tensors_[static_cast<std::size_t>(value)]; }
  Value add_tensor(Shape shape, bool wants_gradient);
  bool is_active(const PlacedLayer& placed) const { return active_[static_cast<std::size_t>(placed.branch)]; }

  int batch_;
  const kernels::KernelSet<T>* kernels_;
  std::vector<Tensor> tensors_;
  std::vector<PlacedLayer> layers_;
  std::vector<bool> active_{true};  // by branch; 0 is what always runs
  int building_ = 0;
  std::vector<Parameters> parameters_;
  std::vector<T> weights_, weight_gradients_, statistics_, initial_statistics_;
  T statistics_rate_ = static_cast<T>(kStatisticsRate);
  AlignedBuffer<T> scratch_;
};

}  // namespace cellar::network
