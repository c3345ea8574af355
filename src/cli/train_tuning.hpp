// SPDX-License-Identifier: Apache-2.0
// `cellar train --tune`: an optimizer searches a regression model's hyperparameters before the model is fitted.
#pragma once

#include <filesystem>

#include <cli/model_fit.hpp>

namespace cellar::cli {

struct ModelTuningWish {
  std::string optimizer;         ///< "bohb"
  std::int64_t evaluations = 20;
  std::filesystem::path folder;  ///< of the journal of what was fitted; empty: kept nowhere
};

/// The choice with the best setting that was found in place of its own, which is also printed. Error internal,
/// "interrupted", after Ctrl-C.
base::Result<ModelChoice> tuned(const ModelTuningWish& wish, const ModelChoice& choice,
                                const training::FitRequest& request, const Console& console);

}  // namespace cellar::cli
