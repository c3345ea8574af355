// SPDX-License-Identifier: Apache-2.0
// Runs a study under a progress bar, and stops it in order on Ctrl-C.
#pragma once

#include <vector>

#include <cellar/study/parallel.hpp>
#include <cli/console.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_journal.hpp>

namespace cellar::cli {

struct Work {
  unsigned threads = 0;  ///< 0: one per core
  std::vector<study::RunKey> runs;
  StudyJournal* journal = nullptr;  ///< keeps every run as it finishes, where there is one
};

struct WatchedStudy {
  KeptStudy kept;  ///< of the runs that were to be done; the times of those that have finished
  double wall_seconds;
  bool interrupted;  ///< the record holds what was done until then
};

base::Result<WatchedStudy> run_watched(const study::StudySpec& spec, const benchmark::Benchmark& benchmark,
                                       const Work& work, const Console& console);

}  // namespace cellar::cli
