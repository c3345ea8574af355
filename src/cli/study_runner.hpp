// SPDX-License-Identifier: Apache-2.0
// Runs a study under a progress bar, and stops it in order on Ctrl-C.
#pragma once

#include <cellar/study/parallel.hpp>
#include <cli/console.hpp>

namespace cellar::cli {

struct WatchedStudy {
  study::StudyRecord record;
  double wall_seconds;
  bool interrupted;  ///< the record holds what was done until then
};

/// `threads` 0: one per core.
base::Result<WatchedStudy> run_watched(const study::StudySpec& spec, const benchmark::Benchmark& benchmark,
                                       unsigned threads, const Console& console);

}  // namespace cellar::cli
