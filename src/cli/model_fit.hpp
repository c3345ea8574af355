// SPDX-License-Identifier: Apache-2.0
// One regression model fitted as commands ask for it: with progress, checkpoints, and an end by Ctrl-C.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <cli/console.hpp>
#include <training/models/regressor.hpp>

namespace cellar::cli {

/// A model with its options, checked.
struct ModelChoice {
  const training::ModelKind* kind;
  optimizer::Options options;
  std::string text;  ///< as it was asked for: "xgb:rounds=500"
};

/// `xgb,rf:trees=50`. Errors: unknown_name lists what there is; those of optimizer::resolve_options.
base::Result<std::vector<ModelChoice>> parse_models(const std::string& text);

/// `checkpoints` empty: none are kept. Error internal, "interrupted", after Ctrl-C.
base::Result<std::unique_ptr<training::FittedEnsemble>> fit_model(const ModelChoice& choice,
                                                                  training::FitRequest request,
                                                                  const std::filesystem::path& checkpoints,
                                                                  const Console& console);

/// The models of this build with their options, as `cellar info --models` shows them.
std::string models_table();

}  // namespace cellar::cli
