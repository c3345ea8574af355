// SPDX-License-Identifier: Apache-2.0
// One optimizer on one benchmark with one random stream: it asks, queries and tells until its budget is spent.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/base/rng.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/optimizer/optimizer.hpp>
#include <cellar/study/record.hpp>

namespace cellar::study {

/// A monotonic clock in seconds. Study code never reads one by itself: who wants times brings it.
using Clock = double (*)();

/// What a run took of its optimizer's own time. Apart from the record, which holds nothing that differs between two
/// repetitions.
struct RunTime {
  RunKey key;
  std::int64_t evaluations = 0;
  double thinking_seconds = 0;  ///< wall time in ask and tell
};

struct FinishedRun {
  RunRecord record;
  double thinking_seconds = 0;

  RunTime time() const { return {record.key(), record.evaluations, thinking_seconds}; }
};

/// Whether a run has spent its budget.
bool is_finished(const RunRecord& run, const StudySpec& spec);

/// The optimizer of a resolved study.
std::unique_ptr<optimizer::Optimizer> make_optimizer(const OptimizerSpec& spec, const benchmark::Benchmark& benchmark);

class Run {
 public:
  /// Asks for no more than this at a time; also the largest batch given to a benchmark.
  static constexpr std::int64_t kSlice = 32;

  /// `spec` and `benchmark` must outlive the run. Without a clock the optimizer's own time is not measured.
  Run(const StudySpec& spec, RunKey key, const benchmark::Benchmark& benchmark,
      std::unique_ptr<optimizer::Optimizer> optimizer, Clock clock = nullptr);

  bool done() const { return is_finished(record_, *spec_); }

  /// Asks once, for at most `most` suggestions of one fidelity, unless some wait for their answers.
  void ask(std::int64_t most);

  /// Those that wait.
  std::span<const optimizer::Suggestion> asked() const { return suggestions_; }

  /// Queries the benchmark for them and tells the answers. After an error of the benchmark they still wait.
  base::Result<base::Done> tell();

  /// As far as it got.
  RunRecord record() const;

  /// The same but for the digest, which takes time.
  const RunRecord& state() const { return record_; }

  double thinking_seconds() const { return thinking_seconds_; }

 private:
  template <class Thought>
  void think(Thought thought);
  base::Result<base::Done> take(const optimizer::Trial& trial, std::optional<std::uint64_t> noise_seed);
  bool is_better(const benchmark::Evaluation& answer) const;
  base::Result<benchmark::Evaluation> answer_in_full(const optimizer::Trial& trial,
                                                     std::optional<std::uint64_t> noise_seed) const;
  double cost(const optimizer::Trial& trial);

  const StudySpec* spec_;
  const benchmark::Benchmark* benchmark_;
  std::unique_ptr<optimizer::Optimizer> optimizer_;
  Clock clock_;
  double thinking_seconds_ = 0;
  base::Rng rng_;
  base::Rng noise_;
  RunRecord record_;
  base::Sha256 trials_;
  std::map<space::Architecture, double> trained_seconds_;  // with continue_training: the longest training so far
  std::vector<optimizer::Suggestion> suggestions_;  // that wait for their answers
  std::vector<space::Architecture> architectures_;  // of these
  std::vector<std::uint64_t> noise_seeds_;          // of these, in a study with noise
};

}  // namespace cellar::study
