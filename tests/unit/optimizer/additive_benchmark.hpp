// SPDX-License-Identifier: Apache-2.0
// A benchmark whose answer is a sum over the choices of a DARTS architecture: its optimum is known and nothing is loaded.
#pragma once

#include <array>

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/space/darts.hpp>

class AdditiveBenchmark final : public cellar::benchmark::Benchmark {
 public:
  AdditiveBenchmark() {
    cellar::base::Rng rng(301);
    for (double& weight : weights_) weight = rng.uniform();
  }

  const std::string& name() const override { return name_; }
  const cellar::space::Space& space() const override { return cellar::space::darts::space(); }
  const cellar::benchmark::ModelIdentity& model() const override { return identity_; }
  cellar::benchmark::FidelityRange fidelities() const override { return {1, 98, "epochs", {}}; }
  const cellar::benchmark::BestKnown& best_known() const override { return best_known_; }

  cellar::base::Result<cellar::benchmark::Evaluation> query(const cellar::space::Architecture& architecture, int epochs,
                                                            const cellar::benchmark::QueryOptions&) const override {
    double sum = 0;
    for (std::size_t i = 0; i < architecture.size(); ++i) sum += weights_[8 * i + architecture[i]];
    cellar::benchmark::Evaluation answer;
    answer.val_accuracy = sum / 32;
    answer.runtime_seconds = 100 + static_cast<double>(architecture[1]);
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
  cellar::benchmark::ModelIdentity identity_{"additive", ""};
  cellar::benchmark::BestKnown best_known_{};
  std::array<double, 8 * 32> weights_;
};
