// SPDX-License-Identifier: Apache-2.0
// `cellar evaluate --study surrogate-vs-table`: models fitted to one training of each architecture against a table of
// it (training/models/seed_study.hpp), by the number of architectures fitted to.
#pragma once

#include <cli/evaluate_models.hpp>

namespace cellar::cli {

inline constexpr const char* kSurrogateVsTable = "surrogate-vs-table";

ExitCode evaluate_seeds(const EvaluateModelsWish& wish, const Console& console);

}  // namespace cellar::cli
