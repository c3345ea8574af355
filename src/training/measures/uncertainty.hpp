// SPDX-License-Identifier: Apache-2.0
// Whether an ensemble knows how far it may be off. It predicts a normal distribution, the mean and spread of its
// members (Lakshminarayanan et al., NeurIPS 2017; NAS-Bench-301, arXiv 2008.09777, section 4).
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace cellar::training {

struct Normal {
  double mean = 0;
  double sd = 0;
};

/// Nobody is surer than this: one image of the 10,000 that validation accuracies are shares of. A smaller spread counts
/// as this one in all figures below, so that they are finite.
inline constexpr double kLeastSd = 1e-4;

/// Mean and population standard deviation, as NAS-Bench-301's ensembles have them, of each architecture's members:
/// those of architecture i begin at [i * members].
std::vector<Normal> ensemble_normals(std::span<const double> predictions, int members);

/// Mean and sample standard deviation of two or more repeated trainings.
Normal trainings_normal(std::span<const double> trainings);

/// Of `predicted` from `truth`, KL(truth || predicted), in nats: 0 where they are equal, large where the prediction is
/// far off or too sure. NAS-Bench-301 gives the figure, but not the direction; only this one grows as its published
/// values do where members hardly differ.
double kl_divergence(const Normal& truth, const Normal& predicted);

/// Mean over the values of -log of the predicted density, in nats. Not empty.
double negative_log_likelihood(std::span<const Normal> predicted, std::span<const double> truth);

/// The share of the values within the central interval that should hold `level` (0 to 1) of them. Not empty.
double interval_coverage(std::span<const Normal> predicted, std::span<const double> truth, double level);

/// The levels that a report shows.
inline constexpr std::array<double, 3> kCoverageLevels = {0.5, 0.8, 0.95};

struct CalibrationPoint {
  double expected;  ///< share of the values that should be at or below the predicted quantile of this level
  double observed;  ///< share that is
};

/// Kuleshov et al., ICML 2018 (arXiv 1807.00263), section 3.5, at 1/points, 2/points, ... below 1. Not empty.
std::vector<CalibrationPoint> calibration_curve(std::span<const Normal> predicted, std::span<const double> truth,
                                                int points = 20);

/// Mean distance of the curve from the diagonal: 0 where calibrated, at most 0.5.
double calibration_error(std::span<const CalibrationPoint> curve);

}  // namespace cellar::training
