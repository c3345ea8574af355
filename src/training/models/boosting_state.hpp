// SPDX-License-Identifier: Apache-2.0
// How far a boosted member is, and its checkpoint.
#pragma once

#include <vector>

#include "training/models/boosting.hpp"

namespace cellar::training {

struct BoostingState {
  int rounds = 0;
  int best_rounds = 0;     ///< with the smallest error
  double best_error = 0;
  std::vector<surrogate::DeepTree> trees;             ///< one of each round
  std::vector<float> fitted_margins, stopping_margins;  ///< what the trees say of each row

  /// What was kept of the member, or its beginning. Error model_damaged for a checkpoint of other numbers of rows.
  static base::Result<BoostingState> resume(const MemberFit& fit, std::size_t columns, std::size_t fitted,
                                            std::size_t stopping);
  base::Result<base::Done> keep(const MemberFit& fit, std::size_t columns) const;

  void count_round(double error);
  bool over(const BoostingSettings& settings) const;
};

}  // namespace cellar::training
