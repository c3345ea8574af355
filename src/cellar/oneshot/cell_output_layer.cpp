// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/cell_output_layer.hpp>

#include <algorithm>

namespace cellar::oneshot {
namespace {

using network::Graph;
using network::GradientTarget;
using network::Mixture;
using network::Value;

template <class T>
class CellOutput final : public network::Layer<T> {
 public:
  CellOutput(Value projection, std::vector<Value> blocks, Value output, Mixture<T>& mixture)
      : network::Layer<T>(output), projection_(projection), blocks_(std::move(blocks)), mixture_(mixture) {}

  void forward(Graph<T>& graph, network::Mode) override {
    T* output = graph.values(this->output());
    const bool begun = mixture_.weights[0] != T{0};
    if (begun)
      graph.kernels().scale(graph.values(projection_), mixture_.weights[0], output, size_of(graph, projection_), false);
    else
      std::fill_n(output, graph.size(this->output()), T{0});
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (weight(i) != T{0})
        graph.kernels().scale(graph.values(blocks_[i]), weight(i), output, size_of(graph, blocks_[i]), true);
      output += graph.size(blocks_[i]);
    }
  }

  void backward(Graph<T>& graph) override {
    const T* gradient = graph.gradients(this->output());
    pass_back(graph, gradient, projection_, 0);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      pass_back(graph, gradient, blocks_[i], i + 1);
      gradient += graph.size(blocks_[i]);
    }
  }

 private:
  static std::ptrdiff_t size_of(const Graph<T>& graph, Value value) {
    return static_cast<std::ptrdiff_t>(graph.size(value));
  }
  T weight(std::size_t block) const { return mixture_.weights[block + 1]; }

  void pass_back(Graph<T>& graph, const T* gradient, Value input, std::size_t place) {
    if (mixture_.weights[place] == T{0}) return;
    mixture_.gradients[place] += graph.kernels().dot(gradient, graph.values(input), size_of(graph, input));
    const GradientTarget<T> target = graph.gradient_target(input);
    if (target.gradients)
      graph.kernels().scale(gradient, mixture_.weights[place], target.gradients, size_of(graph, input),
                            target.accumulate);
  }

  Value projection_;
  std::vector<Value> blocks_;
  Mixture<T>& mixture_;
};

}  // namespace

template <class T>
Value weighted_cell_output(Graph<T>& graph, Value projection, const std::vector<Value>& blocks, Mixture<T>& mixture) {
  const Value output = graph.add_value(graph.shape(projection));
  return graph.template add_layer<CellOutput<T>>(projection, blocks, output, mixture);
}

template Value weighted_cell_output(Graph<float>&, Value, const std::vector<Value>&, Mixture<float>&);
template Value weighted_cell_output(Graph<double>&, Value, const std::vector<Value>&, Mixture<double>&);

}  // namespace cellar::oneshot
