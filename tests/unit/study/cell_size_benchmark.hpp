// SPDX-License-Identifier: Apache-2.0
// A benchmark over a one-shot space that needs no file: the more multiply-adds its choices have, the better.
#pragma once

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::study {

class CellSizeBenchmark final : public benchmark::Benchmark {
 public:
  explicit CellSizeBenchmark(const space::Space& space = space::nb1shot1::space(1)) : space_(space) {
    best_.val_accuracy = 1;
    best_.test_accuracy = 1;
    best_.is_optimum = true;
  }

  const std::string& name() const override { return name_; }
  const space::Space& space() const override { return space_; }
  const benchmark::ModelIdentity& model() const override { return model_; }
  benchmark::FidelityRange fidelities() const override { return {8, 8, "epochs", {8}}; }
  const benchmark::BestKnown& best_known() const override { return best_; }

  base::Result<benchmark::Evaluation> query(const space::Architecture& architecture, int,
                                            const benchmark::QueryOptions&) const override {
    benchmark::Evaluation answer;
    double sum = 0, largest = 0;
    for (std::size_t i = 0; i < architecture.size(); ++i) {
      sum += architecture[i];
      largest += space_.parameters()[i].size - 1;
    }
    answer.val_accuracy = sum / largest;
    answer.test_accuracy = answer.val_accuracy / 2;
    answer.runtime_seconds = 10;
    answer.fidelity = 8;
    return answer;
  }

 private:
  const space::Space& space_;
  std::string name_ = "nb1shot1-1";
  benchmark::ModelIdentity model_{"sums", std::string(64, '0')};
  benchmark::BestKnown best_;
};

}  // namespace cellar::study
