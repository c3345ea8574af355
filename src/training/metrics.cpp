// SPDX-License-Identifier: Apache-2.0
#include "training/metrics.hpp"

#include <cmath>
#include <numeric>

#include <cellar/study/ranks.hpp>

namespace cellar::training {
namespace {

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

Agreement agreement(std::span<const double> predicted, std::span<const double> truth) {
  const double centre = mean(truth);
  double errors = 0, spread = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    errors += (predicted[i] - truth[i]) * (predicted[i] - truth[i]);
    spread += (truth[i] - centre) * (truth[i] - centre);
  }
  return {study::rank_correlation(predicted, truth), std::sqrt(errors / static_cast<double>(truth.size())),
          1 - errors / spread};
}

}  // namespace cellar::training
