// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/graph.hpp>

#include <algorithm>

namespace cellar::network {

template <class T>
Value Graph<T>::add_tensor(Shape shape, bool wants_gradient) {
  const std::size_t size = static_cast<std::size_t>(shape.channels) * shape.pixels() * static_cast<std::size_t>(batch_);
  tensors_.push_back(
      {shape, wants_gradient, false, AlignedBuffer<T>(size), AlignedBuffer<T>(wants_gradient ? size : 0)});
  return static_cast<Value>(tensors_.size()) - 1;
}

template <class T>
Value Graph<T>::add_input(Shape shape) {
  return add_tensor(shape, false);
}

template <class T>
Value Graph<T>::add_value(Shape shape) {
  return add_tensor(shape, true);
}

template <class T>
int Graph<T>::add_branch() {
  active_.push_back(true);
  return static_cast<int>(active_.size()) - 1;
}

template <class T>
std::size_t Graph<T>::add_parameters(std::size_t count, ParameterKind kind, double deviation) {
  const std::size_t offset = weights_.size();
  parameters_.push_back({offset, count, kind, deviation});
  weights_.resize(offset + count);
  weight_gradients_.resize(offset + count);
  return offset;
}

template <class T>
std::size_t Graph<T>::add_statistics(std::size_t count, T initial) {
  const std::size_t offset = statistics_.size();
  statistics_.resize(offset + count, initial);
  initial_statistics_.resize(offset + count, initial);
  return offset;
}

template <class T>
GradientTarget<T> Graph<T>::gradient_target(Value value) {
  Tensor& target = tensors_[static_cast<std::size_t>(value)];
  if (!target.wants_gradient) return {nullptr, false};
  const bool accumulate = target.has_gradient;
  target.has_gradient = true;
  return {target.gradients.data(), accumulate};
}

template <class T>
T* Graph<T>::gradient_sum(Value value) {
  const auto target = gradient_target(value);
  if (target.gradients && !target.accumulate) std::fill_n(target.gradients, size(value), T{});
  return target.gradients;
}

template <class T>
T* Graph<T>::scratch(std::size_t count) {
  if (scratch_.size() < count) scratch_ = AlignedBuffer<T>(count);
  return scratch_.data();
}

template <class T>
void Graph<T>::initialise(base::Rng& rng) {
  statistics_ = initial_statistics_;
  for (const Parameters& parameters : parameters_) {
    const auto stretch = weights().subspan(parameters.offset, parameters.count);
    if (parameters.kind == ParameterKind::weight)
      for (T& weight : stretch) weight = static_cast<T>(rng.normal() * parameters.deviation);
    else
      std::fill(stretch.begin(), stretch.end(), parameters.kind == ParameterKind::norm_scale ? T{1} : T{0});
  }
}

template <class T>
void Graph<T>::forward(Mode mode) {
  for (const PlacedLayer& placed : layers_)
    if (is_active(placed)) placed.layer->forward(*this, mode);
}

template <class T>
void Graph<T>::begin_backward() {
  for (Tensor& each : tensors_) each.has_gradient = false;
  std::fill(weight_gradients_.begin(), weight_gradients_.end(), T{});
}

template <class T>
void Graph<T>::backward() {
  for (std::size_t i = layers_.size(); i-- > 0;)
    if (is_active(layers_[i]) && tensor(layers_[i].layer->output()).has_gradient) layers_[i].layer->backward(*this);
}

template <class T>
std::int64_t Graph<T>::macs() const {
  std::int64_t total = 0;
  for (const PlacedLayer& placed : layers_)
    if (is_active(placed)) total += placed.layer->macs();
  return total;
}

template class Graph<float>;
template class Graph<double>;

}  // namespace cellar::network
