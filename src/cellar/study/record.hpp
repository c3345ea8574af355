// SPDX-License-Identifier: Apache-2.0
// What a study was asked and what came out: everything needed to repeat it, and nothing that differs between two
// repetitions (no clock, no machine).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <cellar/base/sha256.hpp>
#include <cellar/base/version.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/optimizer/optimizer.hpp>

namespace cellar::study {

struct OptimizerSpec {
  std::string name;
  std::vector<optimizer::NamedOption> options;  ///< all of them once resolved
  friend bool operator==(const OptimizerSpec&, const OptimizerSpec&) = default;
};

/// The largest budget of a run: stands for no limit where simulated seconds alone end it.
inline constexpr std::int64_t kMostEvaluations = 1'000'000'000;

struct StudySpec {
  std::string benchmark;
  std::vector<OptimizerSpec> optimizers;
  int runs = 10;                             ///< per optimizer; run r has the same random stream for every optimizer
  std::int64_t evaluations = 1000;           ///< budget of a run
  std::optional<double> simulated_seconds;   ///< a second budget: a run ends with the evaluation that exceeds it
  std::uint64_t seed = 1;
  bool noise = false;                        ///< answers with the noise between repeated trainings
  /// An architecture that the run has trained for fewer epochs goes on from there and costs the difference; else every
  /// evaluation costs its whole training. Only simulated seconds depend on it.
  bool continue_training = false;
  friend bool operator==(const StudySpec&, const StudySpec&) = default;
};

/// Which run of a study.
struct RunKey {
  std::size_t optimizer;  ///< index into StudySpec::optimizers
  int run;                ///< 0-based
  friend auto operator<=>(const RunKey&, const RunKey&) = default;
};

/// A part of a study that a machine of its own does: every count-th run in canonical order, from the index-th on.
struct Shard {
  int index;  ///< from 1 to count
  int count;
  friend bool operator==(const Shard&, const Shard&) = default;
};

/// A new best trial of a run: of the trials at the highest fidelity that the run has reached, the one with the highest
/// validation accuracy (the earlier wins a tie; the first at a higher fidelity replaces those below).
struct Incumbent {
  std::int64_t evaluation;   ///< 1-based number of the trial
  double simulated_seconds;  ///< training time of all trials up to this one
  space::Architecture architecture;
  /// At full fidelity: what one would have who trained the choice to the end. The trial's own answer where that was at
  /// full fidelity; else looked up for the record, free of charge and unknown to the optimizer.
  benchmark::Evaluation answer;
  int chosen_at;              ///< fidelity of the trial
  double chosen_by_accuracy;  ///< its validation accuracy there
};

struct RunRecord {
  std::size_t optimizer;  ///< index into StudySpec::optimizers
  int run;                ///< 0-based
  std::int64_t evaluations = 0;
  double simulated_seconds = 0;
  std::vector<Incumbent> incumbents;  ///< in order; the last is the run's result
  base::Sha256Digest trials_digest{};  ///< over every trial: choices, epochs, and the bits of the answer

  RunKey key() const { return {optimizer, run}; }
};

/// The highest accuracies of a space that is known as a whole.
struct Optimum {
  double val_accuracy;
  double test_accuracy;
  friend bool operator==(const Optimum&, const Optimum&) = default;
};

struct StudyRecord {
  StudySpec spec;
  benchmark::ModelIdentity model;
  std::optional<Optimum> optimum;
  std::vector<RunRecord> runs;  ///< by optimizer, then run
  std::optional<Shard> shard = {};  ///< absent: the whole study
  std::string version = base::kVersion;  ///< of the library that made it
};

}  // namespace cellar::study
