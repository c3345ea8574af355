// SPDX-License-Identifier: Apache-2.0
// A study on all cores of a machine; native only (the page spreads runs over workers instead).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include <cellar/study/session.hpp>

namespace cellar::study {

/// How run_study runs. All calls back are made on the thread that called it.
struct RunOptions {
  unsigned threads = 0;  ///< 0: one per core
  std::optional<std::vector<RunKey>> runs = {};  ///< absent: all of the study
  Clock clock = nullptr;  ///< without one, no optimizer's own time is measured

  /// Called about ten times a second, and whenever runs have finished; where it returns false the study stops early.
  std::function<bool(const Progress&)> progress = nullptr;

  /// Takes the runs that have finished since the last call, each once; an error of it ends the study.
  std::function<base::Result<base::Done>(std::span<const FinishedRun>)> finished = nullptr;
};

/// Runs a study, which must have come from `resolve`. The record holds every run that was to be done, as far as it
/// got, and does not depend on the number of threads.
base::Result<StudyRecord> run_study(const StudySpec& spec, const benchmark::Benchmark& benchmark,
                                    const RunOptions& options);

}  // namespace cellar::study
