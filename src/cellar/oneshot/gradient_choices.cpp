// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/gradient_choices.hpp>

namespace cellar::oneshot {
namespace {

base::Rng initial_stream(std::uint64_t seed) { return base::Rng::derive(seed, "initial choices", 0); }

ChoiceLogits initial_logits(const space::nb1shot1::OneShotSpace& space, std::uint64_t seed) {
  base::Rng rng = initial_stream(seed);
  return ChoiceLogits(space, rng);
}

}  // namespace

// DARTS's values but for the rate: a search here has a quarter of the original's steps.
std::array<optimizer::OptionInfo, kGradientOptions> gradient_options() {
  return {{
      {"choice_learning_rate", "of the choices' logits, by Adam", 1e-3, 0, 1, {}},
      {"choice_weight_decay", "of the choices' logits", 1e-3, 0, 1, {}},
  }};
}

GradientChoices::GradientChoices(const space::nb1shot1::OneShotSpace& space, const optimizer::Options& options,
                                 std::uint64_t seed)
    : space_(space),
      logits_(initial_logits(space, seed)),
      adam_({.learning_rate = options.real("choice_learning_rate"),
             .weight_decay = options.real("choice_weight_decay")}) {}

std::vector<double> GradientChoices::gradients(const SupernetTraining& training) const {
  std::vector<double> sums(size());
  const auto weights = logits_.softmax();
  const auto& supernet = training.supernet();
  for (int cell = 0; cell < supernet.cells(); ++cell)
    logits_.add_gradients(weights, supernet.choice_gradients(cell), 1, sums);
  return sums;
}

Choice GradientChoices::choice() const {
  auto weights = logits_.softmax();
  return {space_.discretise(weights), std::move(weights)};
}

network::Score GradientChoices::score(SupernetTraining& training, std::size_t images) const {
  training.supernet().put(logits_.softmax());
  return training.score(images);
}

}  // namespace cellar::oneshot
