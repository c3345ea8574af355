// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/session.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace cellar::study {
namespace {

using base::Error;
using base::ErrorCode;

base::Result<base::Done> check_budget(const StudySpec& spec) {
  // A record keeps run numbers and evaluations as exact JSON numbers; the limits are far above any use.
  if (spec.runs < 1 || spec.runs > 1'000'000)
    return Error{ErrorCode::invalid_argument, "must be from 1 to 1000000, not " + std::to_string(spec.runs), "runs"};
  if (spec.evaluations < 1 || spec.evaluations > kMostEvaluations)
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

struct Session::Implementation {
  StudySpec spec;
  const benchmark::Benchmark* benchmark;
  Order order;
  std::vector<Run> runs;
  std::size_t current = 0;

  // The next run that is not done, from `current` on, round about.
  Run* next(Order turns) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      Run& run = runs[(current + i) % runs.size()];
      if (run.done()) continue;
      current = (current + i + (turns == Order::in_turn ? 1 : 0)) % runs.size();
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
  for (const RunKey key : runs)
    implementation_->runs.emplace_back(implementation_->spec, key, benchmark,
                                       make_optimizer(implementation_->spec.optimizers[key.optimizer], benchmark), clock);
}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;

base::Result<Progress> Session::step(std::int64_t max_evaluations) {
  std::int64_t left = std::max<std::int64_t>(max_evaluations, 1);
  while (left > 0) {
    Run* run = implementation_->next(implementation_->order);
    if (!run) break;
    const std::int64_t before = run->state().evaluations;
    for (std::int64_t slice = std::min(left, Run::kSlice); slice > 0 && !run->done();) {
      const std::int64_t at = run->state().evaluations;
      run->ask(slice);
      if (const auto told = run->tell(); !told) return told.error();
      slice -= run->state().evaluations - at;
    }
    left -= run->state().evaluations - before;
  }
  return progress();
}

std::vector<space::Architecture> Session::ask(std::int64_t max_evaluations) {
  const auto& runs = implementation_->runs;
  std::int64_t left = std::max<std::int64_t>(max_evaluations, 1);
  for (std::size_t i = 0; i < runs.size() && left > 0; ++i) {
    Run* run = implementation_->next(Order::in_turn);
    if (!run) break;
    run->ask(left);
    left -= static_cast<std::int64_t>(run->asked().size());
  }
  std::set<space::Architecture> waiting;
  for (const auto& run : runs)
    for (const auto& suggestion : run.asked()) waiting.insert(suggestion.architecture);
  return {waiting.begin(), waiting.end()};
}

base::Result<Progress> Session::tell() {
  for (auto& run : implementation_->runs)
    if (const auto told = run.tell(); !told) return told.error();
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

}  // namespace cellar::study
