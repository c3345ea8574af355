// SPDX-License-Identifier: Apache-2.0
// Steps down the gradient: SGD with momentum, Adam, and clipping before either.
#pragma once

#include <span>
#include <vector>

#include <cellar/network/graph.hpp>

namespace cellar::network {

/// Scales the gradients so that their Euclidean norm is at most `limit`; 0 means no limit. Returns the norm before.
template <class T>
double clip_gradients(std::span<T> gradients, double limit);

/// Plain (not Nesterov's) momentum: v = momentum v + gradient + decay w; w -= rate v. Only weights of convolutions and
/// linear layers decay.
template <class T>
class Sgd {
 public:
  Sgd(double momentum, double weight_decay) : momentum_(momentum), weight_decay_(weight_decay) {}
  void step(Graph<T>& graph, double learning_rate);
  /// Puts the weights where `step` would; the next step does not know of it.
  void look_ahead(Graph<T>& graph, double learning_rate) const;

 private:
  double momentum_, weight_decay_;
  std::vector<T> velocities_;
};

/// Kingma and Ba, arXiv 1412.6980, with the decay added to the gradient.
struct AdamOptions {
  double learning_rate = 3e-4;  ///< this and those below: of the architecture weights in DARTS (arXiv 1806.09055)
  double first_decay = 0.5;
  double second_decay = 0.999;
  double weight_decay = 1e-3;
  double floor = 1e-8;  ///< epsilon of Kingma and Ba
};

template <class T>
class Adam {
 public:
  explicit Adam(const AdamOptions& options) : options_(options) {}
  void step(std::span<T> weights, std::span<const T> gradients);

 private:
  AdamOptions options_;
  std::vector<T> first_, second_;  // running means of gradient and squared gradient
  double first_power_ = 1, second_power_ = 1;
};

}  // namespace cellar::network
