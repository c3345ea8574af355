// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/session.hpp>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>

namespace cellar::study {
namespace {

using base::Error;
using base::ErrorCode;

// Evaluations a run does before the next one's turn with Order::in_turn; also the largest batch given to a benchmark.
constexpr std::int64_t kSlice = 32;

void append(base::Sha256& hash, std::uint64_t value) {
  std::array<std::uint8_t, 8> bytes;
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
  hash.update(bytes);
}

// One run in progress: what the record will hold, and the state that leads on.
class Run {
 public:
  Run(const StudySpec& spec, RunKey key, const benchmark::Benchmark& benchmark, Clock clock)
      : spec_(&spec), benchmark_(&benchmark), clock_(clock), rng_(base::Rng::derive(spec.seed, "search", stream(key))),
        noise_(base::Rng::derive(spec.seed, "noise", stream(key))) {
    record_.optimizer = key.optimizer;
    record_.run = key.run;
    const auto info = optimizer::find_optimizer(spec.optimizers[key.optimizer].name);
    assert(info);
    auto options = spec.optimizers[key.optimizer].options;
    optimizer_ = (*info)->make({&benchmark.space(), benchmark.fidelities()}, optimizer::Options(std::move(options)));
  }

  bool done() const {
    return record_.evaluations >= spec_->evaluations ||
           (spec_->simulated_seconds && record_.simulated_seconds >= *spec_->simulated_seconds);
  }

  base::Result<base::Done> advance(std::int64_t most) {
    suggestions_.clear();
    const auto wanted = static_cast<std::size_t>(std::min({most, kSlice, spec_->evaluations - record_.evaluations}));
    think([&] { optimizer_->ask(wanted, rng_, suggestions_); });
    architectures_.clear();
    noise_seeds_.clear();
    for (const auto& suggestion : suggestions_) {
      architectures_.push_back(suggestion.architecture);
      if (spec_->noise) noise_seeds_.push_back(noise_.next());
    }
    auto answers = benchmark_->query_batch(architectures_, suggestions_.front().fidelity, noise_seeds_);
    if (!answers) return answers.error();
    for (std::size_t i = 0; i < suggestions_.size() && !done(); ++i) {
      const optimizer::Trial trial{suggestions_[i], (*answers)[i]};
      const auto noise = spec_->noise ? std::optional(noise_seeds_[i]) : std::nullopt;
      if (const auto taken = take(trial, noise); !taken) return taken.error();
    }
    return base::Done{};
  }

  RunRecord record() const {
    RunRecord result = record_;
    result.trials_digest = trials_.digest();
    return result;
  }

  const RunRecord& state() const { return record_; }
  double thinking_seconds() const { return thinking_seconds_; }

 private:
  template <class Thought>
  void think(Thought thought) {
    const double start = clock_ ? clock_() : 0;
    thought();
    if (clock_) thinking_seconds_ += clock_() - start;
  }

  static std::uint64_t stream(RunKey key) { return static_cast<std::uint64_t>(key.run); }

  base::Result<base::Done> take(const optimizer::Trial& trial, std::optional<std::uint64_t> noise_seed) {
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

  bool is_better(const benchmark::Evaluation& answer) const {
    if (record_.incumbents.empty()) return true;
    const Incumbent& best = record_.incumbents.back();
    return answer.fidelity != best.chosen_at ? answer.fidelity > best.chosen_at
                                             : answer.val_accuracy > best.chosen_by_accuracy;
  }

  base::Result<benchmark::Evaluation> answer_in_full(const optimizer::Trial& trial,
                                                     std::optional<std::uint64_t> noise_seed) const {
    const int full = benchmark_->fidelities().max;
    if (trial.evaluation->fidelity == full) return *trial.evaluation;
    return benchmark_->query(trial.suggestion.architecture, full, {noise_seed});
  }

  // Training time of a trial; with continue_training what the run's longest training of the architecture leaves to do.
  double cost(const optimizer::Trial& trial) {
    const double whole = trial.evaluation->runtime_seconds;
    if (!spec_->continue_training) return whole;
    double& trained = trained_seconds_[trial.suggestion.architecture];
    const double rest = std::max(0.0, whole - trained);
    trained = std::max(trained, whole);
    return rest;
  }

  const StudySpec* spec_;
  const benchmark::Benchmark* benchmark_;
  Clock clock_;
  double thinking_seconds_ = 0;
  base::Rng rng_;
  base::Rng noise_;
  std::unique_ptr<optimizer::Optimizer> optimizer_;
  RunRecord record_;
  base::Sha256 trials_;
  std::map<space::Architecture, double> trained_seconds_;  // with continue_training: the longest training so far
  std::vector<optimizer::Suggestion> suggestions_;  // kept to spare allocations
  std::vector<space::Architecture> architectures_;
  std::vector<std::uint64_t> noise_seeds_;
};

base::Result<base::Done> check_budget(const StudySpec& spec) {
  // A record keeps run numbers and evaluations as exact JSON numbers; the limits are far above any use.
  if (spec.runs < 1 || spec.runs > 1'000'000)
    return Error{ErrorCode::invalid_argument, "must be from 1 to 1000000, not " + std::to_string(spec.runs), "runs"};
  if (spec.evaluations < 1 || spec.evaluations > 1'000'000'000)
    return Error{ErrorCode::invalid_argument,
                 "must be from 1 to 1000000000, not " + std::to_string(spec.evaluations), "evaluations"};
  if (spec.simulated_seconds && !(*spec.simulated_seconds > 0 && std::isfinite(*spec.simulated_seconds)))
    return Error{ErrorCode::invalid_argument, "must be a positive number of seconds", "simulated_seconds"};
  return base::Done{};
}

}  // namespace

base::Result<StudySpec> resolve(StudySpec spec, const benchmark::Benchmark& benchmark) {
  if (spec.benchmark != benchmark.name())
    return Error{ErrorCode::invalid_argument, "the study is for '" + spec.benchmark + "', the benchmark is '" +
                                                  benchmark.name() + "'", "benchmark"};
  if (const auto budget = check_budget(spec); !budget) return budget.error();
  if (spec.optimizers.empty())
    return Error{ErrorCode::invalid_argument, "name at least one optimizer", "optimizers"};
  for (std::size_t i = 0; i < spec.optimizers.size(); ++i) {
    auto& wanted = spec.optimizers[i];
    const auto info = optimizer::find_optimizer(wanted.name);
    if (!info) return info.error();
    auto options = optimizer::resolve_options(**info, wanted.options);
    if (!options) return options.error();
    wanted.options.assign(options->values().begin(), options->values().end());
    for (std::size_t j = 0; j < i; ++j)
      if (spec.optimizers[j] == wanted)
        return Error{ErrorCode::invalid_argument, "'" + wanted.name + "' is named twice with the same options",
                     "optimizers"};
  }
  return spec;
}

std::vector<RunKey> all_runs(const StudySpec& spec) {
  std::vector<RunKey> keys;
  for (std::size_t optimizer = 0; optimizer < spec.optimizers.size(); ++optimizer)
    for (int run = 0; run < spec.runs; ++run) keys.push_back({optimizer, run});
  return keys;
}

struct Session::Implementation {
  StudySpec spec;
  const benchmark::Benchmark* benchmark;
  Order order;
  std::vector<Run> runs;
  std::size_t current = 0;

  // The next run that is not done, from `current` on, round about.
  Run* next() {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      Run& run = runs[(current + i) % runs.size()];
      if (run.done()) continue;
      current = (current + i + (order == Order::in_turn ? 1 : 0)) % runs.size();
      return &run;
    }
    return nullptr;
  }
};

Session::Session(StudySpec spec, std::vector<RunKey> runs, const benchmark::Benchmark& benchmark, Order order,
                 Clock clock)
    : implementation_(std::make_unique<Implementation>()) {
  implementation_->spec = std::move(spec);
  implementation_->benchmark = &benchmark;
  implementation_->order = order;
  implementation_->runs.reserve(runs.size());
  for (const RunKey key : runs) implementation_->runs.emplace_back(implementation_->spec, key, benchmark, clock);
}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;

base::Result<Progress> Session::step(std::int64_t max_evaluations) {
  std::int64_t left = std::max<std::int64_t>(max_evaluations, 1);
  while (left > 0) {
    Run* run = implementation_->next();
    if (!run) break;
    const std::int64_t before = run->state().evaluations;
    for (std::int64_t slice = std::min(left, kSlice); slice > 0 && !run->done();) {
      const std::int64_t at = run->state().evaluations;
      if (const auto advanced = run->advance(slice); !advanced) return advanced.error();
      slice -= run->state().evaluations - at;
    }
    left -= run->state().evaluations - before;
  }
  return progress();
}

Progress Session::progress() const {
  Progress progress;
  for (const auto& run : implementation_->runs) {
    progress.evaluations += run.state().evaluations;
    progress.evaluations_total += run.done() ? run.state().evaluations : implementation_->spec.evaluations;
    progress.runs += run.done() ? 1 : 0;
    ++progress.runs_total;
  }
  return progress;
}

bool Session::done() const {
  return std::all_of(implementation_->runs.begin(), implementation_->runs.end(),
                     [](const Run& run) { return run.done(); });
}

StudyRecord Session::record() const {
  const auto& best = implementation_->benchmark->best_known();
  StudyRecord record{implementation_->spec, implementation_->benchmark->model(), {}, {}};
  if (best.is_optimum && best.test_accuracy) record.optimum = {best.val_accuracy, *best.test_accuracy};
  for (const auto& run : implementation_->runs) record.runs.push_back(run.record());
  return record;
}

std::vector<double> Session::thinking_seconds() const {
  std::vector<double> seconds;
  for (const auto& run : implementation_->runs) seconds.push_back(run.thinking_seconds());
  return seconds;
}

base::Result<StudyRecord> merge(std::span<const StudyRecord> parts) {
  if (parts.empty()) return Error{ErrorCode::invalid_argument, "nothing to merge", ""};
  StudyRecord whole = parts.front();
  for (const auto& part : parts.subspan(1)) {
    if (!(part.spec == whole.spec))
      return Error{ErrorCode::invalid_argument, "the parts come from different studies", "spec"};
    if (!(part.model == whole.model))
      return Error{ErrorCode::invalid_argument, "the parts were answered by different models", "model"};
    whole.runs.insert(whole.runs.end(), part.runs.begin(), part.runs.end());
  }
  const auto key = [](const RunRecord& run) { return std::pair(run.optimizer, run.run); };
  std::sort(whole.runs.begin(), whole.runs.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto twice = std::adjacent_find(whole.runs.begin(), whole.runs.end(),
                                        [&](const auto& a, const auto& b) { return key(a) == key(b); });
  if (twice != whole.runs.end())
    return Error{ErrorCode::invalid_argument, "run " + std::to_string(twice->run) + " of '" +
                                                  whole.spec.optimizers[twice->optimizer].name + "' occurs twice", "runs"};
  return whole;
}

}  // namespace cellar::study
