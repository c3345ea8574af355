// SPDX-License-Identifier: Apache-2.0
// A study's summary as a table for people: accuracies in per cent.
#pragma once

#include <string>

#include <cellar/study/record.hpp>

namespace cellar::cli {

/// What was run, one row per optimizer, and the best architecture found.
std::string study_table(const study::StudyRecord& record);

}  // namespace cellar::cli
