// SPDX-License-Identifier: Apache-2.0
// A study's summary as a table for people: accuracies in per cent.
#pragma once

#include <span>
#include <string>

#include <cellar/study/run.hpp>

namespace cellar::cli {

/// What was run, one row per optimizer, and the best architecture found. With `times` there is a column for the
/// optimizers' own time.
std::string study_table(const study::StudyRecord& record, std::span<const study::RunTime> times = {});

}  // namespace cellar::cli
