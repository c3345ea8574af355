// SPDX-License-Identifier: Apache-2.0
// The single loop of command line and page: it asks, queries and tells, in slices, and can be stopped between any two.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/record.hpp>

namespace cellar::study {

/// Which run of a study: a session may hold any part of them, and the parts merge to the same record.
struct RunKey {
  std::size_t optimizer;
  int run;
};

struct Progress {
  std::int64_t evaluations = 0;        ///< done, over all runs of this session
  std::int64_t evaluations_total = 0;  ///< upper bound where simulated_seconds limits the runs
  int runs = 0;                        ///< finished
  int runs_total = 0;
};

/// Fills in option defaults and checks every field; errors name the field, its range and the known names.
base::Result<StudySpec> resolve(StudySpec spec, const benchmark::Benchmark& benchmark);

/// All runs of a study, optimizer by optimizer.
std::vector<RunKey> all_runs(const StudySpec& spec);

/// A monotonic clock in seconds. Study code never reads one by itself: who wants times brings it.
using Clock = double (*)();

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

/// Joins parts of one study: runs in canonical order. Error invalid_argument where specs or models differ or a run
/// occurs twice.
base::Result<StudyRecord> merge(std::span<const StudyRecord> parts);

}  // namespace cellar::study
