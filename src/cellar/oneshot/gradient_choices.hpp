// SPDX-License-Identifier: Apache-2.0
// What gradient methods share: logits of the choices and Adam on them.
#pragma once

#include <vector>

#include <cellar/oneshot/choice_logits.hpp>
#include <cellar/oneshot/method.hpp>

namespace cellar::oneshot {

inline constexpr std::size_t kGradientOptions = 2;

/// Learning rate and decay of the logits.
std::array<optimizer::OptionInfo, kGradientOptions> gradient_options();

class GradientChoices {
 public:
  GradientChoices(const space::nb1shot1::OneShotSpace& space, const optimizer::Options& options, std::uint64_t seed);

  const ChoiceLogits& logits() const { return logits_; }
  std::size_t size() const { return logits_.values().size(); }
  void descend(std::span<const double> gradients) { adam_.step(logits_.values(), gradients); }

  /// Gradients of the softmaxed weights that all cells have in common, as find_gradients left them.
  std::vector<double> gradients(const SupernetTraining& training) const;

  Choice choice() const;
  /// Of the supernet with all its choices, softmaxed.
  network::Score score(SupernetTraining& training, std::size_t images) const;

 private:
  const space::nb1shot1::OneShotSpace& space_;
  ChoiceLogits logits_;
  network::Adam<double> adam_;
};

}  // namespace cellar::oneshot
