// SPDX-License-Identifier: Apache-2.0
// One run of a study under the magnifying glass: every evaluation with the reason behind it and what the optimizer keeps
// afterwards, for those who want to understand an optimizer (the page's Optimizer view).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/session.hpp>

namespace cellar::study {

struct TracedTrial {
  optimizer::Suggestion suggestion;
  benchmark::Evaluation answer;
  std::vector<std::int64_t> members;  ///< Optimizer::members() once it was told
  double thinking_seconds;            ///< in ask and tell of this trial; 0 without a clock
};

class Trace {
 public:
  /// Of run `key` of `spec`, which must have come from `resolve`; `benchmark` must outlive the trace. The trials are those
  /// of a Session, one by one.
  Trace(const StudySpec& spec, RunKey key, const benchmark::Benchmark& benchmark, Clock clock = nullptr);

  /// The run's next trial. Errors as Benchmark::query.
  base::Result<TracedTrial> next();

 private:
  bool noisy_;
  const benchmark::Benchmark* benchmark_;
  Clock clock_;
  base::Rng rng_;
  base::Rng noise_;
  std::unique_ptr<optimizer::Optimizer> optimizer_;
};

}  // namespace cellar::study
