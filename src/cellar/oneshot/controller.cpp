// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/controller.hpp>

#include <algorithm>
#include <cassert>

namespace cellar::oneshot {
namespace {

using space::nb1shot1::ChoiceWeights;
using space::nb1shot1::OneShotSpace;

// Weight of the entropy and Adam's floor are for accuracies in per cent.
constexpr double kPerCent = 100;

std::size_t draw(std::span<const double> probabilities, base::Rng& rng) {
  double left = rng.uniform();
  std::size_t value = 0;
  while (value + 1 < probabilities.size() && left >= probabilities[value]) left -= probabilities[value++];
  return value;
}

std::size_t most_probable(const SubsetDistribution& alternatives) {
  const auto probabilities = alternatives.probabilities();
  return static_cast<std::size_t>(std::max_element(probabilities.begin(), probabilities.end()) -
                                  probabilities.begin());
}

// A row for each decision, made by row(decision).
template <class Row>
ChoiceWeights choice_weights(const OneShotSpace& space, const ControllerNetwork::Trace& trace, Row row) {
  ChoiceWeights weights;
  weights.inputs.resize(static_cast<std::size_t>(space.nodes()));
  for (const auto& moment : trace.moments) {
    if (!moment.decision) continue;
    const std::vector<double> values = row(*moment.decision);
    if (moment.decision->is_operation())
      std::copy(values.begin(), values.end(), weights.operations.emplace_back().begin());
    else
      weights.inputs[values.size() - 1] = values;
  }
  return weights;
}

// 1 for what was chosen, 0 for the rest.
std::vector<double> membership(const ControllerNetwork::Decision& decision) {
  std::vector<double> members;
  for (std::size_t item = 0; item < decision.alternatives.first().size(); ++item)
    members.push_back(decision.alternatives.sets()[decision.chosen] >> item & 1);
  return members;
}

std::vector<double> first_draw(const ControllerNetwork::Decision& decision) {
  const auto first = decision.alternatives.first();
  return {first.begin(), first.end()};
}

}  // namespace

Controller::Controller(const OneShotSpace& space, const ControllerOptions& options, base::Rng& rng)
    : options_(options),
      network_(space, options, rng),
      adam_({.learning_rate = options.learning_rate,
             .first_decay = options.first_decay,
             .second_decay = options.second_decay,
             .weight_decay = 0,
             .floor = options.floor}),
      baseline_(options.baseline_decay) {}

ControllerSample Controller::sample(base::Rng& rng) {
  last_ = network_.decide([&](const auto& alternatives) { return draw(alternatives.probabilities(), rng); });
  const OneShotSpace& space = network_.space();
  return {space.unpack(space.discretise(choice_weights(space, last_, membership))), last_.log_probability(),
          last_.entropy()};
}

void Controller::reinforce(double accuracy) {
  assert(!last_.moments.empty());
  const double reward = kPerCent * accuracy + options_.entropy_weight * last_.entropy();
  baseline_.add(reward);
  auto gradients = network_.gradient(last_);
  for (double& gradient : gradients) gradient *= baseline_.value() - reward;  // Adam goes downhill
  adam_.step(network_.weights(), gradients);
  last_ = {};
}

ChoiceWeights Controller::probabilities() const {
  return choice_weights(network_.space(), network_.decide(most_probable), first_draw);
}

}  // namespace cellar::oneshot
