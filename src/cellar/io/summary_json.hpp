// SPDX-License-Identifier: Apache-2.0
// The summary of a study as JSON: per optimizer the incumbents' validation accuracy, the simulated time, the best found.
#pragma once

#include <optional>
#include <string>

#include <cellar/space/space.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

/// One document, schema "cellar.summary/1", with a line end. `wall_seconds` is how long the study really took, where
/// it was just run; it is the only figure that differs between two repetitions.
std::string summary_json(const study::StudyRecord& record, const space::Space& space, std::optional<double> wall_seconds);

/// One line per optimizer, each with a line end.
std::string summary_lines(const study::StudyRecord& record, const space::Space& space);

}  // namespace cellar::io
