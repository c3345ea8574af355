// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/exchange_search.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

#include <cellar/optimizer/expected_improvement.hpp>

namespace cellar::optimizer {
namespace {

constexpr double kLeastVariance = 1e-10;  // SMAC v3's var_threshold
constexpr int kPlateauSteps = 10;         // its n_steps_plateau_walk

}  // namespace

double ForestImprovement::of(const RandomForest::Prediction& prediction) const {
  return expected_improvement(prediction.mean, std::sqrt(std::max(prediction.variance, kLeastVariance)), best_);
}

ExchangeSearch::Found ExchangeSearch::climb(std::span<const std::uint8_t> start, const ForestImprovement& improvement,
                                            base::Rng& rng) {
  Found at{{start.begin(), start.end()}, improvement(start)};
  for (int plateau_steps = 0;;) {
    const double before = at.score;
    if (!step(at, plateau_steps < kPlateauSteps, improvement, rng)) return at;
    if (at.score == before) ++plateau_steps;
  }
}

bool ExchangeSearch::step(Found& at, bool equal_allowed, const ForestImprovement& improvement, base::Rng& rng) {
  const auto answers = improvement.forest().answers(at.values);
  std::optional<Exchange> equal;
  for (const Exchange exchange : shuffled_exchanges(at.values, rng)) {
    const std::uint8_t before = at.values[exchange.parameter];
    at.values[exchange.parameter] = exchange.value;
    const auto prediction = improvement.forest().predict_exchange(answers, at.values, exchange.parameter);
    const double score = prediction ? improvement.of(*prediction) : at.score;
    const bool wanted = score > at.score || (score == at.score && equal_allowed && !equal);
    if (wanted && space_->from_parameters(at.values)) {
      if (score > at.score) {
        at.score = score;
        return true;
      }
      equal = exchange;
    }
    at.values[exchange.parameter] = before;
  }
  if (equal) at.values[equal->parameter] = equal->value;
  return equal.has_value();
}

std::span<const ExchangeSearch::Exchange> ExchangeSearch::shuffled_exchanges(std::span<const std::uint8_t> values,
                                                                             base::Rng& rng) {
  exchanges_.clear();
  for (std::size_t parameter = 0; parameter < parameters_.size(); ++parameter)
    for (int value = 0; value < parameters_[parameter].size; ++value)
      if (value != values[parameter]) exchanges_.push_back({parameter, static_cast<std::uint8_t>(value)});
  rng.shuffle(std::span(exchanges_));
  return exchanges_;
}

}  // namespace cellar::optimizer
