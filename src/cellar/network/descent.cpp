// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/descent.hpp>

#include <cmath>

namespace cellar::network {

template <class T>
double clip_gradients(std::span<T> gradients, double limit) {
  double squares = 0;
  for (const T gradient : gradients) squares += static_cast<double>(gradient) * static_cast<double>(gradient);
  const double norm = std::sqrt(squares);
  if (limit > 0 && norm > limit)
    for (T& gradient : gradients) gradient *= static_cast<T>(limit / norm);
  return norm;
}

template <class T>
void Sgd<T>::step(Graph<T>& graph, double learning_rate) {
  const auto weights = graph.weights();
  const auto gradients = graph.weight_gradients();
  velocities_.resize(weights.size());
  const T rate = static_cast<T>(learning_rate), momentum = static_cast<T>(momentum_);
  for (const Parameters& parameters : graph.parameters()) {
    const T decay = parameters.kind == ParameterKind::weight ? static_cast<T>(weight_decay_) : T{0};
    for (std::size_t i = parameters.offset; i < parameters.offset + parameters.count; ++i) {
      velocities_[i] = momentum * velocities_[i] + (gradients[i] + decay * weights[i]);
      weights[i] -= rate * velocities_[i];
    }
  }
}

template <class T>
void Sgd<T>::look_ahead(Graph<T>& graph, double learning_rate) const {
  Sgd<T> copy(*this);
  copy.step(graph, learning_rate);
}

template <class T>
void Adam<T>::step(std::span<T> weights, std::span<const T> gradients) {
  first_.resize(weights.size());
  second_.resize(weights.size());
  first_power_ *= options_.first_decay;
  second_power_ *= options_.second_decay;
  const T first = static_cast<T>(options_.first_decay), second = static_cast<T>(options_.second_decay);
  const T rate = static_cast<T>(options_.learning_rate / (1 - first_power_));
  const T correction = static_cast<T>(1 / (1 - second_power_));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const T gradient = gradients[i] + static_cast<T>(options_.weight_decay) * weights[i];
    first_[i] = first * first_[i] + (1 - first) * gradient;
    second_[i] = second * second_[i] + (1 - second) * gradient * gradient;
    weights[i] -= rate * first_[i] / (std::sqrt(second_[i] * correction) + static_cast<T>(options_.floor));
  }
}

template double clip_gradients(std::span<float>, double);
template double clip_gradients(std::span<double>, double);
template class Sgd<float>;
template class Sgd<double>;
template class Adam<float>;
template class Adam<double>;

}  // namespace cellar::network
