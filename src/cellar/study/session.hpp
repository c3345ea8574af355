// SPDX-License-Identifier: Apache-2.0
// The single loop of command line and page: it asks, queries and tells, in slices, and can be stopped between any two.
#pragma once

#include <memory>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/parts.hpp>
#include <cellar/study/record.hpp>
#include <cellar/study/run.hpp>

namespace cellar::study {

struct Progress {
  std::int64_t evaluations = 0;        ///< done, over all runs of this session
  std::int64_t evaluations_total = 0;  ///< upper bound where simulated_seconds limits the runs
  int runs = 0;                        ///< finished
  int runs_total = 0;
};

/// Fills in option defaults and checks every field; errors name the field, its range and the known names.
base::Result<StudySpec> resolve(StudySpec spec, const benchmark::Benchmark& benchmark);

/// Any part of a study's runs; the parts merge to the same record.
class Session {
 public:
  /// In which order the runs of a session advance; the record is the same.
  enum class Order {
    one_by_one,
    in_turn,  ///< a slice each, so that all curves of a page grow together
  };

  /// `spec` must have come from `resolve`; `benchmark` must outlive the session. With a clock the time that the
  /// optimizers themselves take is measured.
  Session(StudySpec spec, std::vector<RunKey> runs, const benchmark::Benchmark& benchmark, Order order,
          Clock clock = nullptr);
  ~Session();
  Session(Session&&) noexcept;

  /// Does up to `max_evaluations` more (at least one while not done) and says how far it is.
  base::Result<Progress> step(std::int64_t max_evaluations);

  /// A step in two halves, for a benchmark that is given its answers from elsewhere. First the runs ask, in turn, for up
  /// to `max_evaluations` suggestions in all (at least one while not done); a run that waits for answers asks no more.
  /// Returns the architectures that any run waits for, ascending. tell() then queries the benchmark for all of them; where
  /// it has no answer its error is returned, and what was asked waits on.
  std::vector<space::Architecture> ask(std::int64_t max_evaluations);
  base::Result<Progress> tell();

  Progress progress() const;
  bool done() const;

  /// As far as it got; `runs` holds every run of the session, also those not begun.
  StudyRecord record() const;

  /// Wall time spent in ask and tell by each run, in the order of record().runs; zeros without a clock. Apart from the
  /// record, which holds nothing that differs between two repetitions.
  std::vector<double> thinking_seconds() const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace cellar::study
