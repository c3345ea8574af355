// SPDX-License-Identifier: Apache-2.0
// A study kept on disk: record.json, summary.csv, curve.csv and curve.svg in a folder of its own.
#pragma once

#include <filesystem>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/record.hpp>

namespace cellar::cli {

/// Makes the folder before any work is done and refuses one that holds another study, unless `force`: error
/// invalid_argument. The same study may be written over itself.
base::Result<base::Done> prepare_study_folder(const std::filesystem::path& folder, bool force,
                                              const study::StudySpec& spec, const benchmark::ModelIdentity& model);

/// record.json last: where it is there, the other files belong to it.
base::Result<base::Done> write_study_folder(const std::filesystem::path& folder, const study::StudyRecord& record,
                                            const space::Space& space);

/// `study`: the folder, the record itself, or "-".
base::Result<study::StudyRecord> read_study(const std::filesystem::path& study);

}  // namespace cellar::cli
