// SPDX-License-Identifier: Apache-2.0
// The architecture weights of gradient methods: logits of every choice, whose softmax weighs the supernet.
#pragma once

#include <span>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::oneshot {

class ChoiceLogits {
 public:
  /// Normal with deviation 1e-3, as in DARTS. `space` must outlive it.
  ChoiceLogits(const space::nb1shot1::OneShotSpace& space, base::Rng& rng);

  /// Block by block the operations', then the inputs' of each node that has a choice.
  std::span<double> values() { return values_; }
  std::span<const double> values() const { return values_; }

  /// Softmax of each choice. Inputs of a node that has no choice have weights of 1.
  space::nb1shot1::ChoiceWeights softmax() const;

  /// Softmax of (logits + Gumbel noise) / temperature, a draw for each choice (Jang et al., arXiv 1611.01144).
  space::nb1shot1::ChoiceWeights gumbel_softmax(double temperature, base::Rng& rng) const;

  /// Adds to `sums`, which has the places of values(): from the gradients of weights that came of a softmax to those of
  /// its logits.
  void add_gradients(const space::nb1shot1::ChoiceWeights& weights, const space::nb1shot1::ChoiceWeights& gradients,
                     double temperature, std::span<double> sums) const;

 private:
  const space::nb1shot1::OneShotSpace& space_;
  std::vector<double> values_;
};

/// Mean over the choices of entropy over its largest possible value: 1 where nothing is decided, 0 where all is.
double entropy(const space::nb1shot1::OneShotSpace& space, const space::nb1shot1::ChoiceWeights& weights);

}  // namespace cellar::oneshot
