// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/bohb.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include <cellar/optimizer/categorical_kernel_density.hpp>
#include <cellar/optimizer/successive_halving.hpp>

namespace cellar::optimizer {
namespace {

const std::array<OptionInfo, 6> kOptions = {{
    {"eta", "one of so many architectures is trained on, so many times as long", std::int64_t{3}, 2, 10, {}},
    {"min_epochs", "no training is shorter", std::int64_t{3}, 1, 10000, {}},
    {"random", "part of the new architectures that is random", 0.33, 0, 1, {}},
    {"samples", "combinations drawn from the good trials' density", std::int64_t{64}, 1, 100000, {}},
    {"top", "part of the trials that is good", 0.15, 0.01, 0.99, {}},
    {"min_bandwidth", "of the kernels", 0.3, 0, 1, {}},
}};

// Keeps a ratio finite where a density vanishes; the same in HpBandSter.
constexpr double kLeastProbability = 1e-32;

class Bohb final : public Optimizer {
 public:
  Bohb(const Task& task, const Options& options)
      : space_(task.space),
        random_(options.real("random")),
        samples_(static_cast<std::size_t>(options.integer("samples"))),
        top_(options.real("top")),
        min_bandwidth_(options.real("min_bandwidth")),
        brackets_(brackets(task, static_cast<int>(options.integer("eta")),
                           static_cast<int>(options.integer("min_epochs")))) {}

  void ask(std::size_t, base::Rng& rng, std::vector<Suggestion>& out) override {
    brackets_.next(1, [&](int fidelity) { return newcomer(fidelity, rng); }, out);
  }

  void tell(const Trial& trial) override {
    constexpr double kFailed = -std::numeric_limits<double>::infinity();
    observed_[trial.suggestion.fidelity].push_back({space_->to_parameters(trial.suggestion.architecture),
                                                    trial.evaluation ? trial.evaluation->val_accuracy : kFailed, told_++});
    brackets_.tell(trial);
  }

  std::vector<std::int64_t> members() const override { return brackets_.members(); }

 private:
  struct Observation {
    std::vector<std::uint8_t> values;
    double val_accuracy;
    std::int64_t trial;
  };

  static std::vector<std::vector<Rung>> brackets(const Task& task, int eta, int min_epochs) {
    return hyperband_brackets(fidelity_ladder(task.fidelities, eta, min_epochs), eta);
  }

  std::size_t least_in_density() const { return space_->parameters().size() + 1; }

  // The trials of the highest fidelity that has enough of them; nullptr: none has.
  std::vector<Observation>* modelled_fidelity() {
    for (auto fidelity = observed_.rbegin(); fidelity != observed_.rend(); ++fidelity)
      if (fidelity->second.size() > least_in_density() + 2) return &fidelity->second;
    return nullptr;
  }

  Suggestion newcomer(int fidelity, base::Rng& rng) {
    auto* observations = modelled_fidelity();
    if (observations && rng.uniform() >= random_)
      if (auto suggestion = by_model(fidelity, *observations, rng)) return *std::move(suggestion);
    return {space_->sample(rng), fidelity};
  }

  // Observations are sorted where they lie: the best first, among equals the earlier.
  std::optional<Suggestion> by_model(int fidelity, std::vector<Observation>& observations, base::Rng& rng) const {
    std::sort(observations.begin(), observations.end(), [](const Observation& a, const Observation& b) {
      return a.val_accuracy != b.val_accuracy ? a.val_accuracy > b.val_accuracy : a.trial < b.trial;
    });
    const auto n = static_cast<double>(observations.size());
    const std::size_t good_count = std::max(least_in_density(), static_cast<std::size_t>(top_ * n));
    const std::size_t bad_count = std::max(least_in_density(), static_cast<std::size_t>((1 - top_) * n));
    const auto good = density(std::span(observations).first(good_count));
    const auto bad = density(std::span(observations).last(bad_count));

    std::optional<Suggestion> best;
    for (std::size_t i = 0; i < samples_; ++i) {
      std::size_t source = 0;
      const auto values = good.sample(rng, source);
      const auto architecture = space_->from_parameters(values);
      if (!architecture) continue;
      const double score = good.probability(values) / std::max(bad.probability(values), kLeastProbability);
      if (best && score <= *best->reason.score) continue;
      best = Suggestion{*architecture, fidelity, {Move::model, observations[source].trial, {}, score}};
    }
    if (!best) return best;
    for (const auto& observation : std::span(observations).first(good_count))
      best->reason.considered.push_back(observation.trial);
    return best;
  }

  CategoricalKernelDensity density(std::span<const Observation> observations) const {
    std::vector<std::span<const std::uint8_t>> rows;
    for (const auto& observation : observations) rows.emplace_back(observation.values);
    return {space_->parameters(), rows, min_bandwidth_};
  }

  const space::Space* space_;
  double random_;
  std::size_t samples_;
  double top_;
  double min_bandwidth_;
  Brackets brackets_;
  std::map<int, std::vector<Observation>> observed_;  // by fidelity
  std::int64_t told_ = 0;
};

}  // namespace

const OptimizerInfo kBohb = {"bohb", "BOHB", "Falkner et al., ICML 2018, arXiv 1807.01774", kOptions,
                             [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
                               return std::make_unique<Bohb>(task, options);
                             }};

}  // namespace cellar::optimizer
