// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/run.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace cellar::study {
namespace {

void append(base::Sha256& hash, std::uint64_t value) {
  std::array<std::uint8_t, 8> bytes;
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
  hash.update(bytes);
}

base::Rng stream(const StudySpec& spec, const char* purpose, RunKey key) {
  return base::Rng::derive(spec.seed, purpose, static_cast<std::uint64_t>(key.run));
}

}  // namespace

bool is_finished(const RunRecord& run, const StudySpec& spec) {
  return run.evaluations >= spec.evaluations ||
         (spec.simulated_seconds && run.simulated_seconds >= *spec.simulated_seconds);
}

std::unique_ptr<optimizer::Optimizer> make_optimizer(const OptimizerSpec& spec, const benchmark::Benchmark& benchmark) {
  const auto info = optimizer::find_optimizer(spec.name);
  assert(info);
  return (*info)->make({&benchmark.space(), benchmark.fidelities()}, optimizer::Options(spec.options));
}

Run::Run(const StudySpec& spec, RunKey key, const benchmark::Benchmark& benchmark,
         std::unique_ptr<optimizer::Optimizer> optimizer, Clock clock)
    : spec_(&spec), benchmark_(&benchmark), optimizer_(std::move(optimizer)), clock_(clock),
      rng_(stream(spec, "search", key)), noise_(stream(spec, "noise", key)) {
  record_.optimizer = key.optimizer;
  record_.run = key.run;
}

void Run::ask(std::int64_t most) {
  if (!suggestions_.empty()) return;
  const auto wanted = static_cast<std::size_t>(std::min({most, kSlice, spec_->evaluations - record_.evaluations}));
  think([&] { optimizer_->ask(wanted, rng_, suggestions_); });
  architectures_.clear();
  noise_seeds_.clear();
  for (const auto& suggestion : suggestions_) {
    architectures_.push_back(suggestion.architecture);
    if (spec_->noise) noise_seeds_.push_back(noise_.next());
  }
}

base::Result<base::Done> Run::tell() {
  if (suggestions_.empty()) return base::Done{};
  auto answers = benchmark_->query_batch(architectures_, suggestions_.front().fidelity, noise_seeds_);
  if (!answers) return answers.error();
  for (std::size_t i = 0; i < suggestions_.size() && !done(); ++i) {
    const optimizer::Trial trial{suggestions_[i], (*answers)[i]};
    const auto noise = spec_->noise ? std::optional(noise_seeds_[i]) : std::nullopt;
    if (const auto taken = take(trial, noise); !taken) return taken.error();
  }
  suggestions_.clear();
  return base::Done{};
}

RunRecord Run::record() const {
  RunRecord result = record_;
  result.trials_digest = trials_.digest();
  return result;
}

template <class Thought>
void Run::think(Thought thought) {
  const double start = clock_ ? clock_() : 0;
  thought();
  if (clock_) thinking_seconds_ += clock_() - start;
}

base::Result<base::Done> Run::take(const optimizer::Trial& trial, std::optional<std::uint64_t> noise_seed) {
  const auto& answer = *trial.evaluation;
  ++record_.evaluations;
  record_.simulated_seconds += cost(trial);
  trials_.update(trial.suggestion.architecture.choices());
  append(trials_, static_cast<std::uint64_t>(answer.fidelity));
  append(trials_, std::bit_cast<std::uint64_t>(answer.val_accuracy));
  append(trials_, std::bit_cast<std::uint64_t>(answer.runtime_seconds));
  if (is_better(answer)) {
    auto full = answer_in_full(trial, noise_seed);
    if (!full) return full.error();
    record_.incumbents.push_back({record_.evaluations, record_.simulated_seconds, trial.suggestion.architecture,
                                  *std::move(full), answer.fidelity, answer.val_accuracy});
  }
  think([&] { optimizer_->tell(trial); });
  return base::Done{};
}

bool Run::is_better(const benchmark::Evaluation& answer) const {
  if (record_.incumbents.empty()) return true;
  const Incumbent& best = record_.incumbents.back();
  return answer.fidelity != best.chosen_at ? answer.fidelity > best.chosen_at
                                           : answer.val_accuracy > best.chosen_by_accuracy;
}

base::Result<benchmark::Evaluation> Run::answer_in_full(const optimizer::Trial& trial,
                                                        std::optional<std::uint64_t> noise_seed) const {
  const int full = benchmark_->fidelities().max;
  if (trial.evaluation->fidelity == full) return *trial.evaluation;
  return benchmark_->query(trial.suggestion.architecture, full, {noise_seed});
}

// Training time of a trial; with continue_training what the run's longest training of the architecture leaves to do.
double Run::cost(const optimizer::Trial& trial) {
  const double whole = trial.evaluation->runtime_seconds;
  if (!spec_->continue_training) return whole;
  double& trained = trained_seconds_[trial.suggestion.architecture];
  const double rest = std::max(0.0, whole - trained);
  trained = std::max(trained, whole);
  return rest;
}

}  // namespace cellar::study
