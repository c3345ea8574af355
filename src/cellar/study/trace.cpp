// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/trace.hpp>

#include <cassert>

namespace cellar::study {

Trace::Trace(const StudySpec& spec, RunKey key, const benchmark::Benchmark& benchmark, Clock clock)
    : noisy_(spec.noise),
      benchmark_(&benchmark),
      clock_(clock),
      rng_(base::Rng::derive(spec.seed, "search", static_cast<std::uint64_t>(key.run))),
      noise_(base::Rng::derive(spec.seed, "noise", static_cast<std::uint64_t>(key.run))) {
  const OptimizerSpec& wanted = spec.optimizers[key.optimizer];
  const auto info = optimizer::find_optimizer(wanted.name);
  assert(info);
  optimizer_ = (*info)->make({&benchmark.space(), benchmark.fidelities()}, optimizer::Options(wanted.options));
}

base::Result<TracedTrial> Trace::next() {
  const auto now = [&] { return clock_ ? clock_() : 0.0; };
  std::vector<optimizer::Suggestion> suggestions;
  const double before_ask = now();
  optimizer_->ask(1, rng_, suggestions);
  const double after_ask = now();
  TracedTrial traced{std::move(suggestions.front()), {}, {}, 0};

  std::vector<std::uint64_t> noise_seeds;
  if (noisy_) noise_seeds.push_back(noise_.next());
  const auto answers =
      benchmark_->query_batch({&traced.suggestion.architecture, 1}, traced.suggestion.fidelity, noise_seeds);
  if (!answers) return answers.error();
  traced.answer = answers->front();

  const double before_tell = now();
  optimizer_->tell({traced.suggestion, traced.answer});
  traced.thinking_seconds = after_ask - before_ask + now() - before_tell;
  traced.members = optimizer_->members();
  return traced;
}

}  // namespace cellar::study
