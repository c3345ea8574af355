// SPDX-License-Identifier: Apache-2.0
// The summary of a study as JSON: per optimizer the incumbents' validation accuracy, the simulated time, the best found.
#pragma once

#include <string>

#include <cellar/space/space.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

/// One document, schema "cellar.summary/1", with a line end.
std::string summary_json(const study::StudyRecord& record, const space::Space& space);

/// One line per optimizer, each with a line end.
std::string summary_lines(const study::StudyRecord& record, const space::Space& space);

}  // namespace cellar::io
