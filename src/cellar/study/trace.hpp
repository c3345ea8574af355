// SPDX-License-Identifier: Apache-2.0
// One run of a study under the magnifying glass: every evaluation with the reason behind it and what the optimizer
// keeps afterwards, for those who want to understand an optimizer (the page's Optimizer view).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/run.hpp>

namespace cellar::study {

struct TracedTrial {
  optimizer::Trial trial;             ///< with its answer
  std::vector<std::int64_t> members;  ///< Optimizer::members() once it was told
  double thinking_seconds;            ///< in ask and tell of this trial; 0 without a clock
};

class Trace {
 public:
  /// Of run `key` of `spec`, which must have come from `resolve`; `benchmark` must outlive the trace. The trials are
  /// those of the study's run, one by one.
  Trace(const StudySpec& spec, RunKey key, const benchmark::Benchmark& benchmark, Clock clock = nullptr);
  ~Trace();
  Trace(Trace&&) noexcept;

  /// The run's next trial. Errors: invalid_argument where its budget is spent, else as Benchmark::query.
  base::Result<TracedTrial> next();

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace cellar::study
