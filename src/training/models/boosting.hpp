// SPDX-License-Identifier: Apache-2.0
// Gradient boosted trees that stop early, fitted with XGBoost (Chen and Guestrin, KDD 2016) in blocks of rounds, so
// that a fit which is interrupted goes on from its last block and gives the same trees.
//
// Every block is a booster of its own that starts from what the trees so far predict for each row. XGBoost's random
// state and its buffers then begin anew at each block whether or not the process was restarted, and nothing of a
// checkpoint ever goes to XGBoost's own loader.
#pragma once

#include <cstdint>
#include <vector>

#include <cellar/surrogate/deep_trees.hpp>
#include "training/models/member_fits.hpp"

namespace cellar::training {

struct BoostingSettings {
  int rounds = 20'000;            ///< at most
  int patience = 100;             ///< rounds without a smaller error on the stopping rows after which a fit ends
  double learning_rate = 0.1;
  int depth = 6;
  double min_child_weight = 1;
  double columns_by_tree = 1, columns_by_level = 1;
  double l2 = 1, l1 = 0;          ///< XGBoost's lambda and alpha
};

/// Rounds of a block: at most so many are done again after an interruption.
inline constexpr int kBlockRounds = 100;

struct BoostedMember {
  double base = 0;                         ///< mean of the fitted targets
  std::vector<surrogate::DeepTree> trees;  ///< up to the round with the smallest error; their leaves are added to it
  double stopping_error = 0;               ///< root mean squared, on the stopping rows
};

/// `fitted` and `stopping` are the rows that the member is fitted to and stops by. Errors: internal where XGBoost fails
/// or the fit was told to stop; model_damaged for a checkpoint that is not of this fit.
base::Result<BoostedMember> boost(const MemberFit& fit, const surrogate::RowMatrix& fitted,
                                  const surrogate::RowMatrix& stopping, const BoostingSettings& settings);

}  // namespace cellar::training
