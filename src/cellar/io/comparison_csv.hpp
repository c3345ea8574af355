// SPDX-License-Identifier: Apache-2.0
// Scores and tests of one or more studies as comma-separated values; the first columns say of which study and budget.
#pragma once

#include <optional>
#include <span>
#include <string>

#include <cellar/study/comparison.hpp>

namespace cellar::io {

/// A line per study and pair of optimizers; `budget` as for study::compare.
std::string pairs_csv(std::span<const study::StudyRecord> studies, const std::optional<study::Budget>& budget = {});

/// A line per study, budget and optimizer: at the usual budgets, at the end of the runs and at the simulated time that
/// all runs used.
std::string scores_csv(std::span<const study::StudyRecord> studies);

}  // namespace cellar::io
