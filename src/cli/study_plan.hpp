// SPDX-License-Identifier: Apache-2.0
// A study about to be run: what is asked and who answers, what is known of it already, and where it is kept.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cli/console.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_journal.hpp>

namespace cellar::cli {

struct StudyPlan {
  std::unique_ptr<benchmark::Benchmark> benchmark;
  KeptStudy known;                      ///< the runs of a journal; else none
  std::filesystem::path folder;         ///< empty: kept nowhere
  std::optional<StudyJournal> journal;  ///< of the folder
};

/// Who answers a study.
using BenchmarkSource = std::function<base::Result<std::unique_ptr<benchmark::Benchmark>>(const study::StudySpec&)>;

struct StudyWish {
  study::StudySpec spec;  ///< before study::resolve
  std::optional<study::Shard> shard;
  std::filesystem::path folder;  ///< empty: keep it nowhere
  bool force = false;            ///< write over another study there
};

/// A new study. Errors: those of the source, study::resolve and check_study_folder.
base::Result<StudyPlan> plan_study(StudyWish wish, const BenchmarkSource& source);

/// The study that a search left unfinished in `folder`; a finished one has nothing left to do. Errors: those of
/// read_journal and the source; mismatch where the model or the version is another one now.
base::Result<StudyPlan> plan_resumption(const std::filesystem::path& folder, const BenchmarkSource& source,
                                        const Console& console);

}  // namespace cellar::cli
