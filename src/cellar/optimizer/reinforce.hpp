// SPDX-License-Identifier: Apache-2.0
// REINFORCE (Williams, Machine Learning 8, 1992) as Ying et al. used it: "NAS-Bench-101", ICML 2019, arXiv 1902.09635,
// section 4 and supplement S2; code: automl/nas_benchmarks, experiment_scripts/run_rl.py.
//
//   one categorical distribution for each parameter of the space, softmax of logits that begin at 0
//   repeat: draw a value of every parameter, evaluate the architecture; reward = validation accuracy
//           baseline = moving average of the rewards, this one included, corrected for its start at 0
//           logits += lr (reward - baseline) d log p(values) / d logits, where the latter is [drawn] - p
//
// Defaults: lr 0.1, momentum of the moving average 0.9 (run_rl.py). One step for each evaluation, so suggestions come
// one by one.
// Values that are no architecture are drawn again, without a step; a failed evaluation is no step either (run_rl.py
// does both: it draws until the reward exceeds 0.001).
// Deviations: after 1,000 draws on end that are no architecture a random one of the space is evaluated. Arithmetic is
// in double, theirs in single precision.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kReinforce;

/// Exponential moving average, corrected for its start at 0.
class MovingAverage {
 public:
  explicit MovingAverage(double momentum) : momentum_(momentum) {}
  void add(double value);
  /// Of at least one value.
  double value() const { return sum_ / weight_; }

 private:
  double momentum_;
  double sum_ = 0;
  double weight_ = 0;
};

/// An independent distribution for each parameter.
class ValueDistributions {
 public:
  explicit ValueDistributions(std::span<const space::Parameter> parameters);

  std::vector<std::uint8_t> draw(base::Rng& rng) const;

  /// One step of length `step` along the gradient of the logarithm of the probability of `values`.
  void reinforce(std::span<const std::uint8_t> values, double step);

  /// Of each value of a parameter.
  std::span<const double> probabilities(std::size_t parameter) const { return probabilities_[parameter]; }

 private:
  std::vector<std::vector<double>> logits_;  // by parameter, then value
  std::vector<std::vector<double>> probabilities_;
};

}  // namespace cellar::optimizer
