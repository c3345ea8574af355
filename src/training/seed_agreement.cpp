// SPDX-License-Identifier: Apache-2.0
#include <training/seed_agreement.hpp>

#include <algorithm>
#include <cmath>

#include <cellar/study/ranks.hpp>
#include <cellar/study/statistics.hpp>

namespace cellar::training {
namespace {

using Values = std::span<const std::vector<double>>;

// Of every architecture the mean of `count` seeds from `first` on, round about.
std::vector<double> means(Values values, std::size_t first, std::size_t count) {
  std::vector<double> result;
  for (const auto& seeds : values) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += seeds[(first + i) % seeds.size()];
    result.push_back(sum / static_cast<double>(count));
  }
  return result;
}

double spearman_of_means(Values values, std::size_t count) {
  const std::size_t seeds = values.front().size();
  double sum = 0;
  for (std::size_t first = 0; first < seeds; ++first)
    sum += study::rank_correlation(means(values, first, count), means(values, first + count, count));
  return sum / static_cast<double>(seeds);
}

}  // namespace

int SeedAgreement::seeds_for(double wanted) const {
  const double one = spearman.front();
  if (one <= 0) return 0;
  return std::max(1, static_cast<int>(std::ceil(wanted * (1 - one) / (one * (1 - wanted)))));
}

SeedAgreement seed_agreement(Values values) {
  const std::size_t seeds = values.front().size();
  const std::vector<double> by_architecture = means(values, 0, seeds);
  SeedAgreement result;
  result.mean = study::mean_of(by_architecture);
  double within = 0;  // mean variance
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double sd = study::sample_sd(values[i], by_architecture[i]);
    within += sd * sd / static_cast<double>(values.size());
  }
  const double sd_of_means = study::sample_sd(by_architecture, result.mean);
  const double between = sd_of_means * sd_of_means - within / static_cast<double>(seeds);
  result.sd_of_architectures = std::sqrt(std::max(0.0, between));
  result.sd_of_seeds = std::sqrt(within);
  for (std::size_t count = 1; 2 * count <= seeds; ++count) result.spearman.push_back(spearman_of_means(values, count));
  return result;
}

}  // namespace cellar::training
