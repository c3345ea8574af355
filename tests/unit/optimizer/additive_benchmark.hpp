// SPDX-License-Identifier: Apache-2.0
// A benchmark whose answer is a sum over the parameters of an architecture: its best values are known and nothing is
// loaded. Works on every space.
#pragma once

#include <algorithm>
#include <vector>

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/space/darts.hpp>

// One weight for each value of each parameter.
class ParameterSum {
 public:
  ParameterSum(std::span<const cellar::space::Parameter> parameters, std::uint64_t seed) {
    cellar::base::Rng rng(seed);
    for (const auto& parameter : parameters) {
      auto& weights = weights_.emplace_back();
      for (int value = 0; value < parameter.size; ++value) weights.push_back(rng.uniform());
      lowest_ += *std::min_element(weights.begin(), weights.end());
      highest_ += *std::max_element(weights.begin(), weights.end());
    }
  }

  // From 0 for the worst value of each parameter to 1 for the best.
  double of(std::span<const std::uint8_t> values) const {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += weights_[i][values[i]];
    return (sum - lowest_) / (highest_ - lowest_);
  }

 private:
  std::vector<std::vector<double>> weights_;
  double lowest_ = 0;
  double highest_ = 0;
};

class AdditiveBenchmark final : public cellar::benchmark::Benchmark {
 public:
  explicit AdditiveBenchmark(const cellar::space::Space& space = cellar::space::darts::space(),
                             cellar::benchmark::FidelityRange fidelities = {1, 98, "epochs", {}})
      : space_(space),
        fidelities_(std::move(fidelities)),
        sum_(space.parameters(), 301),
        early_(space.parameters(), 1) {}

  const std::string& name() const override { return name_; }
  const cellar::space::Space& space() const override { return space_; }
  const cellar::benchmark::ModelIdentity& model() const override { return identity_; }
  cellar::benchmark::FidelityRange fidelities() const override { return fidelities_; }
  const cellar::benchmark::BestKnown& best_known() const override { return best_known_; }

  // The shorter the training, the more another sum hides what matters in the end.
  cellar::base::Result<cellar::benchmark::Evaluation> query(const cellar::space::Architecture& architecture, int epochs,
                                                            const cellar::benchmark::QueryOptions&) const override {
    const auto values = space_.to_parameters(architecture);
    const double trained = static_cast<double>(epochs) / fidelities_.max;
    const double hidden = 0.4 * (1 - trained);
    cellar::benchmark::Evaluation answer;
    answer.val_accuracy = (1 - hidden) * sum_.of(values) + hidden * early_.of(values);
    answer.runtime_seconds = (100 + static_cast<double>(architecture[1])) * trained;
    answer.fidelity = epochs;
    return answer;
  }

  cellar::base::Result<std::vector<cellar::benchmark::Evaluation>> query_batch(
      std::span<const cellar::space::Architecture> architectures, int epochs,
      std::span<const std::uint64_t> noise_seeds) const override {
    std::vector<cellar::benchmark::Evaluation> answers;
    for (std::size_t i = 0; i < architectures.size(); ++i) {
      answers.push_back(*query(architectures[i], epochs, {}));
      if (!noise_seeds.empty()) answers.back().val_accuracy += static_cast<double>(noise_seeds[i] % 1000) * 1e-6;
    }
    return answers;
  }

 private:
  std::string name_ = "additive";
  const cellar::space::Space& space_;
  cellar::benchmark::FidelityRange fidelities_;
  cellar::benchmark::ModelIdentity identity_{"additive", ""};
  cellar::benchmark::BestKnown best_known_{};
  ParameterSum sum_;
  ParameterSum early_;
};
