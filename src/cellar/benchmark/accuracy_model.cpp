// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/accuracy_model.hpp>

#include <algorithm>
#include <cmath>

namespace cellar::benchmark {
namespace {

using base::Result;
using space::Architecture;

class WithAccuracies final : public Benchmark {
 public:
  WithAccuracies(std::shared_ptr<const Benchmark> benchmark, std::shared_ptr<const AccuracyModel> model, BestKnown best)
      : benchmark_(std::move(benchmark)), model_(std::move(model)), best_(std::move(best)) {}

  const std::string& name() const override { return benchmark_->name(); }
  const space::Space& space() const override { return benchmark_->space(); }
  const ModelIdentity& model() const override { return model_->identity(); }
  FidelityRange fidelities() const override { return benchmark_->fidelities(); }
  const BestKnown& best_known() const override { return best_; }

  Result<Evaluation> query(const Architecture& architecture, int epochs, const QueryOptions& options) const override {
    return query_as_batch(*this, architecture, epochs, options);
  }

  Result<std::vector<Evaluation>> query_batch(std::span<const Architecture> architectures, int epochs,
                                              std::span<const std::uint64_t> noise_seeds) const override {
    auto answers = benchmark_->query_batch(architectures, epochs, noise_seeds);
    if (!answers) return answers.error();
    const auto accuracies = model_->predict(architectures);
    if (!accuracies) return accuracies.error();
    // What training, or noise, takes from the accuracy after the longest training is the benchmark's to say.
    std::vector<Evaluation> finished;
    if (epochs != fidelities().max || !noise_seeds.empty()) {
      auto full = benchmark_->query_batch(architectures, fidelities().max, {});
      if (!full) return full.error();
      finished = *std::move(full);
    }
    for (std::size_t i = 0; i < answers->size(); ++i) {
      const double change = finished.empty() ? 0 : (*answers)[i].val_accuracy - finished[i].val_accuracy;
      put((*accuracies)[i], change, (*answers)[i]);
    }
    return answers;
  }

 private:
  void put(const Accuracy& accuracy, double change, Evaluation& answer) const {
    answer.val_accuracy = std::clamp(accuracy.mean + change, 0.0, 1.0);
    answer.val_accuracy_sd = accuracy.sd;
    answer.test_accuracy.reset();
    if (answer.flags & kMeasured) answer.flags = static_cast<std::uint8_t>((answer.flags & ~kMeasured) | kModelled);
    if (accuracy.sd >= model_->unusual_spread()) answer.flags |= kOutOfDistribution;
  }

  std::shared_ptr<const Benchmark> benchmark_;
  std::shared_ptr<const AccuracyModel> model_;
  BestKnown best_;
};

// A NaN is in no interval.
bool possible(const Accuracy& accuracy) {
  return accuracy.mean >= 0 && accuracy.mean <= 1 && accuracy.sd >= 0 && accuracy.sd <= 1;
}

}  // namespace

Accuracy accuracy_of(std::span<const double> members) {
  const auto count = static_cast<double>(members.size());
  double mean = 0, squares = 0;
  for (const double value : members) mean += value;
  mean /= count;
  for (const double value : members) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / count)};
}

GivenAccuracies::GivenAccuracies(ModelIdentity identity, double unusual_spread)
    : identity_(std::move(identity)), unusual_spread_(unusual_spread) {}

Result<base::Done> GivenAccuracies::give(std::span<const Architecture> architectures, std::span<const Accuracy> answers) {
  const auto wrong = std::find_if_not(answers.begin(), answers.end(), possible);
  if (wrong != answers.end())
    return base::Error{base::ErrorCode::invalid_argument, "a model's accuracy and its spread must be fractions from 0 to 1",
                       "answer " + std::to_string(wrong - answers.begin())};
  for (std::size_t i = 0; i < architectures.size(); ++i) answers_[architectures[i]] = answers[i];
  return base::Done{};
}

Result<std::vector<Accuracy>> GivenAccuracies::predict(std::span<const Architecture> architectures) const {
  std::vector<Accuracy> found;
  found.reserve(architectures.size());
  for (const auto& architecture : architectures) {
    const auto at = answers_.find(architecture);
    if (at == answers_.end())
      return base::Error{base::ErrorCode::internal, "the model has not been asked for an architecture yet", identity_.name};
    found.push_back(at->second);
  }
  return found;
}

std::unique_ptr<Benchmark> with_accuracies(std::shared_ptr<const Benchmark> benchmark,
                                           std::shared_ptr<const AccuracyModel> model, BestKnown best) {
  return std::make_unique<WithAccuracies>(std::move(benchmark), std::move(model), std::move(best));
}

}  // namespace cellar::benchmark
