// SPDX-License-Identifier: Apache-2.0
// A study of one-shot methods as a table for people: accuracies and regrets in per cent.
#pragma once

#include <string>

#include <cellar/study/one_shot.hpp>

namespace cellar::cli {

/// What was run, and one row per method: how its choices after the last epoch do.
std::string one_shot_table(const study::OneShotRecord& record);

}  // namespace cellar::cli
