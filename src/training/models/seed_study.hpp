// SPDX-License-Identifier: Apache-2.0
// Surrogate against table: a model fitted to one training of each architecture may say better what the mean of its
// other trainings is than that one training, which a table holds (NAS-Bench-301's argument for surrogates,
// arXiv 2008.09777).
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "training/models/regressor.hpp"

namespace cellar::training {

/// Over the architectures of a test, none of which the model was fitted to, and over the trainings in turn. Fractions.
struct SeedStudyFigures {
  std::size_t fitted = 0, architectures = 0;
  double surrogate_mae = 0;     ///< of the model's mean from the mean of the other trainings
  double table_mae = 0;         ///< of the one training from the same
  double difference = 0;        ///< surrogate less table: negative where the surrogate is closer
  double standard_error = 0;    ///< of the difference, over architectures
};

/// The architectures of a data set that have as many trainings as the one that has most.
Dataset with_all_trainings(const Dataset& data);

/// Each training of the architectures once as the value of a table, and of what the model is fitted to.
using FitOneTraining =
    std::function<base::Result<std::unique_ptr<FittedEnsemble>>(const Dataset& one_training, const Split& split)>;

/// `data` is one of with_all_trainings. Errors: invalid_argument for fewer than two trainings; those of the fit.
base::Result<SeedStudyFigures> surrogate_against_table(const Dataset& data, const Split& split,
                                                       const FitOneTraining& fit);

}  // namespace cellar::training
