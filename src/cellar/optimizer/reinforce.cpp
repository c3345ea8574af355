// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/reinforce.hpp>

#include <algorithm>
#include <array>

#include <cellar/base/math.hpp>

namespace cellar::optimizer {
namespace {

const std::array<OptionInfo, 2> kOptions = {{
    {"learning_rate", "length of a step", 0.1, 0, 1000, {}},
    {"momentum", "of the moving average of rewards that a reward is compared with", 0.9, 0, 0.9999, {}},
}};

constexpr int kMostDraws = 1000;  // for one suggestion

// Softmax; shifted by the largest logit, which changes nothing but the range.
void set_probabilities(const std::vector<double>& logits, std::vector<double>& probabilities) {
  const double largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) sum += probabilities[i] = base::exp(logits[i] - largest);
  for (double& probability : probabilities) probability /= sum;
}

class Reinforce final : public Optimizer {
 public:
  Reinforce(const Task& task, double learning_rate, double momentum)
      : task_(task), learning_rate_(learning_rate), baseline_(momentum), distributions_(task.space->parameters()) {}

  void ask(std::size_t, base::Rng& rng, std::vector<Suggestion>& out) override {
    std::optional<space::Architecture> architecture;
    for (int draws = 0; !architecture && draws < kMostDraws; ++draws) {
      values_ = distributions_.draw(rng);
      architecture = task_.space->from_parameters(values_);
    }
    Reason reason;
    reason.move = Move::model;
    if (!architecture) {
      architecture = task_.space->sample(rng);
      values_ = task_.space->to_parameters(*architecture);
      reason.move = Move::random;
    }
    out.push_back({*architecture, task_.fidelities.max, std::move(reason)});
  }

  void tell(const Trial& trial) override {
    if (!trial.evaluation) return;
    const double reward = trial.evaluation->val_accuracy;
    baseline_.add(reward);
    distributions_.reinforce(values_, learning_rate_ * (reward - baseline_.value()));
  }

 private:
  Task task_;
  double learning_rate_;
  MovingAverage baseline_;
  ValueDistributions distributions_;
  std::vector<std::uint8_t> values_;  // of the last suggestion: several may be one architecture
};

}  // namespace

void MovingAverage::add(double value) {
  sum_ = momentum_ * sum_ + (1 - momentum_) * value;
  weight_ = momentum_ * weight_ + (1 - momentum_);
}

ValueDistributions::ValueDistributions(std::span<const space::Parameter> parameters) {
  for (const auto& parameter : parameters) {
    const auto size = static_cast<std::size_t>(parameter.size);
    logits_.emplace_back(size, 0.0);
    probabilities_.emplace_back(size, 1.0 / parameter.size);
  }
}

std::vector<std::uint8_t> ValueDistributions::draw(base::Rng& rng) const {
  std::vector<std::uint8_t> values;
  values.reserve(probabilities_.size());
  for (const auto& probabilities : probabilities_) {
    double left = rng.uniform();
    std::size_t value = 0;
    while (value + 1 < probabilities.size() && left >= probabilities[value]) left -= probabilities[value++];
    values.push_back(static_cast<std::uint8_t>(value));
  }
  return values;
}

void ValueDistributions::reinforce(std::span<const std::uint8_t> values, double step) {
  for (std::size_t i = 0; i < logits_.size(); ++i) {
    for (std::size_t value = 0; value < logits_[i].size(); ++value)
      logits_[i][value] += step * ((value == values[i] ? 1.0 : 0.0) - probabilities_[i][value]);
    set_probabilities(logits_[i], probabilities_[i]);
  }
}

const OptimizerInfo kReinforce = {
    "reinforce", "REINFORCE", "Williams, Machine Learning 8, 1992; Ying et al., ICML 2019, arXiv 1902.09635", kOptions,
    [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
      return std::make_unique<Reinforce>(task, options.real("learning_rate"), options.real("momentum"));
    }};

}  // namespace cellar::optimizer
