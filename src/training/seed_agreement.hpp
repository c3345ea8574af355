// SPDX-License-Identifier: Apache-2.0
// How far repeated trainings of architectures agree with each other: what a ranking of them is worth.
#pragma once

#include <span>
#include <vector>

namespace cellar::training {

/// One measure of architectures, each trained with the same seeds.
struct SeedAgreement {
  double mean = 0;
  double sd_of_architectures = 0;  ///< their own spread, what seeds add to it taken out
  double sd_of_seeds = 0;          ///< root mean square over the architectures
  /// [k - 1]: Spearman correlation between means of k seeds and means of k others, for every k that there are seeds
  /// for; averaged over the choices of 2 k seeds in a row, round about.
  std::vector<double> spearman;

  /// The least number of seeds whose means should correlate so, from the correlation r between single seeds: means of k
  /// are expected to have k r / (1 + (k - 1) r) (Spearman 1910, Brown 1910). 0 where no number does.
  int seeds_for(double wanted) const;
};

/// `values` by architecture, then seed; at least two of both.
SeedAgreement seed_agreement(std::span<const std::vector<double>> values);

}  // namespace cellar::training
