// SPDX-License-Identifier: Apache-2.0
// Hyperparameters of regression models as a space that every optimizer can search (NAS-Bench-301, arXiv 2008.09777,
// tunes them with BOHB; the ranges are ours, natural ones about the settings that it publishes).
#pragma once

#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/oneshot/tuning_space.hpp>
#include "training/models/regressor.hpp"

namespace cellar::training {

/// Error invalid_argument for a model without such a space; those with one are listed.
base::Result<const oneshot::TuningSpace*> regressor_tuning_space(std::string_view model);

/// The fidelity: a quarter, a half and all of the training part's architectures.
benchmark::FidelityRange tuning_points(const Split& split);

/// R2 on the validation part, at least 0, of one member that is fitted to `points` architectures of the training part;
/// the test is never seen. Errors of the fit.
base::Result<double> tuning_score(const ModelKind& kind, const optimizer::Options& options, const FitRequest& request,
                                  int points);

}  // namespace cellar::training
