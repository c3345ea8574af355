// SPDX-License-Identifier: Apache-2.0
#include "training/measures/agreement.hpp"

#include <cmath>
#include <vector>

#include <cellar/study/ranks.hpp>
#include <cellar/study/statistics.hpp>
#include "training/measures/kendall.hpp"

namespace cellar::training {

Agreement agreement(std::span<const double> predicted, std::span<const double> truth) {
  const double centre = study::mean_of(truth);
  const auto count = static_cast<double>(truth.size());
  double squares = 0, distances = 0, spread = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double error = predicted[i] - truth[i];
    squares += error * error;
    distances += std::abs(error);
    spread += (truth[i] - centre) * (truth[i] - centre);
  }
  return {study::rank_correlation(predicted, truth),
          std::sqrt(squares / count),
          spread > 0 ? 1 - squares / spread : NAN,
          distances / count,
          kendall_tau(predicted, truth),
          sparse_kendall_tau(predicted, truth)};
}

double sparse_kendall_tau(std::span<const double> predicted, std::span<const double> truth) {
  std::vector<double> steps;
  for (const double value : predicted) steps.push_back(std::nearbyint(value / kSparseStep));
  return kendall_tau(steps, truth);
}

}  // namespace cellar::training
