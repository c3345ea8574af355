// SPDX-License-Identifier: Apache-2.0
// What an ensemble's predictions for the test of a split are worth: over all of it, and by source, by share of
// parameter-free operations and by depth of the cell (NAS-Bench-301, arXiv 2008.09777, section 4 and its ablations).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "training/data/dataset.hpp"
#include "training/data/split.hpp"
#include "training/measures/agreement.hpp"
#include "training/measures/uncertainty.hpp"

namespace cellar::training {

/// Member m's validation accuracy for architecture split.test[i] at [i * members + m], as FittedEnsemble::predict of
/// test_architectures gives them.
struct TestPredictions {
  int members = 0;
  std::vector<double> values;
};

/// Those of split.test, in its order.
std::vector<space::Architecture> test_architectures(const Dataset& data, const Split& split);

struct TestFigures {
  std::size_t architectures = 0;
  Agreement agreement;       ///< of the members' mean with val_accuracy
  double member_rmse = 0;    ///< of the first member alone
  double mean_sd = 0;        ///< of the members
  double negative_log_likelihood = 0;
  std::array<double, kCoverageLevels.size()> coverage{};  ///< by kCoverageLevels
  std::vector<CalibrationPoint> calibration;
  double calibration_error = 0;
  std::size_t repeated = 0;               ///< architectures with two trainings or more
  std::optional<double> kl_divergence;    ///< mean over them; nothing where there are none
};

/// The test has two architectures or more.
TestFigures test_figures(const Dataset& data, const Split& split, const TestPredictions& predictions);

/// Some architectures of the test.
struct GroupFigures {
  std::string group;          ///< "de"; "3 of 8"; "2"
  std::size_t architectures = 0;
  double mean_accuracy = 0;   ///< the truth's
  double bias = 0;            ///< mean of prediction less truth
  double rmse = 0, mae = 0;
  std::optional<Agreement> agreement;  ///< of ten architectures or more
};

/// By source name; one group "" where the data set knows none.
std::vector<GroupFigures> figures_by_source(const Dataset& data, const Split& split,
                                            const TestPredictions& predictions);

/// By how many of the normal cell's eight operations have no parameters (darts), or how many of a cell's operations are
/// pools (nb101, nb1shot1), ascending by share.
std::vector<GroupFigures> figures_by_parameter_free(const Dataset& data, const Split& split,
                                                    const TestPredictions& predictions);

/// By depth of the normal cell, 1 to 4. Empty for spaces other than darts.
std::vector<GroupFigures> figures_by_depth(const Dataset& data, const Split& split, const TestPredictions& predictions);

}  // namespace cellar::training
