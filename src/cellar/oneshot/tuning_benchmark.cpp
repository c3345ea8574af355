// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/tuning_benchmark.hpp>

#include <algorithm>
#include <utility>

namespace cellar::oneshot {

TuningBenchmark::TuningBenchmark(const TuningSpace& space, TuningTask task, OneShotSearch search)
    : space_(&space),
      task_(std::move(task)),
      search_(std::move(search)),
      best_known_{space.standard(), task_.best_val_accuracy, task_.best_is_optimum, task_.best_test_accuracy} {}

base::Result<benchmark::Evaluation> TuningBenchmark::query(const space::Architecture& architecture, int epochs,
                                                           const benchmark::QueryOptions& options) const {
  if (std::find(task_.epochs.steps.begin(), task_.epochs.steps.end(), epochs) == task_.epochs.steps.end())
    return benchmark::unsupported_fidelity(*this, epochs);
  const auto outcome = search_(space_->settings(architecture), epochs, options.noise_seed.value_or(task_.seed));
  if (!outcome) return outcome.error();
  benchmark::Evaluation evaluation;
  evaluation.val_accuracy = outcome->val_accuracy;
  evaluation.test_accuracy = outcome->test_accuracy;
  evaluation.runtime_seconds = outcome->runtime_seconds;
  evaluation.fidelity = epochs;
  evaluation.flags = outcome->flags;
  if (options.noise_seed) evaluation.flags |= benchmark::kNoisy;
  return evaluation;
}

}  // namespace cellar::oneshot
