// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/choice_logits.hpp>

#include <algorithm>

#include <cellar/base/math.hpp>

namespace cellar::oneshot {
namespace {

using space::nb1shot1::ChoiceWeights;
using space::nb1shot1::OneShotSpace;

constexpr double kInitialDeviation = 1e-3;  // Liu et al., arXiv 1806.09055; quark0/darts, cnn/model_search.py

bool has_choice(const OneShotSpace& space, int node) { return space.parent_count(node) < node; }

// Calls visit(row) for each choice of all weights given, in the order of ChoiceLogits::values.
template <class Visit, class... Weights>
void for_each_choice(const OneShotSpace& space, Visit visit, Weights&... weights) {
  for (std::size_t block = 0; block < static_cast<std::size_t>(space.blocks()); ++block)
    visit(std::span(weights.operations[block])...);
  for (int node = 1; node <= space.nodes(); ++node)
    if (has_choice(space, node)) visit(std::span(weights.inputs[static_cast<std::size_t>(node - 1)])...);
}

ChoiceWeights ones(const OneShotSpace& space) {
  ChoiceWeights weights;
  weights.operations.resize(static_cast<std::size_t>(space.blocks()));
  for (int node = 1; node <= space.nodes(); ++node) weights.inputs.emplace_back(static_cast<std::size_t>(node), 1.0);
  return weights;
}

// Shifted by the largest, which changes nothing but the range.
void softmax_in_place(std::span<double> row, double temperature) {
  const double largest = *std::max_element(row.begin(), row.end());
  double total = 0;
  for (double& value : row) total += value = base::exp((value - largest) / temperature);
  for (double& value : row) value /= total;
}

double gumbel(base::Rng& rng) {
  constexpr double kAboveZero = 0x1p-54;  // uniform() may be 0, and its other values are at least twice this
  return -base::log(-base::log(rng.uniform() + kAboveZero));
}

}  // namespace

ChoiceLogits::ChoiceLogits(const OneShotSpace& space, base::Rng& rng) : space_(space) {
  ChoiceWeights shape = ones(space);
  for_each_choice(space, [&](auto row) {
    for (std::size_t i = 0; i < row.size(); ++i) values_.push_back(kInitialDeviation * rng.normal());
  }, shape);
}

ChoiceWeights ChoiceLogits::softmax() const {
  ChoiceWeights weights = ones(space_);
  auto logit = values_.begin();
  for_each_choice(space_, [&](auto row) {
    for (double& weight : row) weight = *logit++;
    softmax_in_place(row, 1);
  }, weights);
  return weights;
}

ChoiceWeights ChoiceLogits::gumbel_softmax(double temperature, base::Rng& rng) const {
  ChoiceWeights weights = ones(space_);
  auto logit = values_.begin();
  for_each_choice(space_, [&](auto row) {
    for (double& weight : row) weight = *logit++ + gumbel(rng);
    softmax_in_place(row, temperature);
  }, weights);
  return weights;
}

void ChoiceLogits::add_gradients(const ChoiceWeights& weights, const ChoiceWeights& gradients, double temperature,
                                 std::span<double> sums) const {
  auto sum = sums.begin();
  for_each_choice(space_, [&](auto row, auto gradient) {
    double mean = 0;
    for (std::size_t i = 0; i < row.size(); ++i) mean += row[i] * gradient[i];
    for (std::size_t i = 0; i < row.size(); ++i) *sum++ += row[i] * (gradient[i] - mean) / temperature;
  }, weights, gradients);
}

double entropy(const OneShotSpace& space, const ChoiceWeights& weights) {
  double total = 0;
  int choices = 0;
  for_each_choice(space, [&](auto row) {
    double sum = 0, mass = 0;
    for (const double weight : row) mass += weight;
    for (const double weight : row)
      if (weight > 0) sum -= weight / mass * base::log(weight / mass);
    total += sum / base::log(static_cast<double>(row.size()));
    ++choices;
  }, weights);
  return total / choices;
}

}  // namespace cellar::oneshot
