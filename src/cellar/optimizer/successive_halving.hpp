// SPDX-License-Identifier: Apache-2.0
// The brackets of Hyperband, each one run of successive halving: Li et al., "Hyperband: A Novel Bandit-Based Approach
// to Hyperparameter Optimization", JMLR 18, 2018, algorithm 1; numbers as HpBandSter's (optimizers/hyperband.py),
// which both NAS-Bench-101 and NAS-Bench-1Shot1 used. Where new architectures come from is left to the optimizer.
//
//   with S rungs in the ladder, for s = S-1 down to 0, over and over:
//     rung 0: floor(S / (s+1)) eta^s new architectures at the ladder's (s+1)-th highest fidelity
//     each further rung: the best 1/eta of the one before, at the next fidelity
//
// Deviations: the paper's brackets hold ceil(S eta^s / (s+1)) architectures; a failed evaluation is the worst there is,
// and is promoted where nothing better is left (HpBandSter fills such places with new samples).
#pragma once

#include <functional>
#include <vector>

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

struct Rung {
  int architectures;
  int fidelity;
  friend bool operator==(const Rung&, const Rung&) = default;
};

/// The fidelities of the rungs, ascending: the benchmark's steps, or where it answers for all epochs max / eta^k,
/// rounded; those below `min_epochs` are left out, the highest never is.
std::vector<int> fidelity_ladder(const benchmark::FidelityRange& range, int eta, int min_epochs);

/// One bracket for each rung of the ladder, the largest first; on 4, 12, 36, 108 with eta 3 they hold 27-9-3-1, 9-3-1,
/// 6-2 and 4 architectures.
std::vector<std::vector<Rung>> hyperband_brackets(std::span<const int> ladder, int eta);

/// Runs the brackets one after another, again from the first when all are done.
class Brackets {
 public:
  /// A new architecture to be evaluated at this fidelity, with the move, parent, considered trials and score behind it.
  using Source = std::function<Suggestion(int fidelity)>;

  explicit Brackets(std::vector<std::vector<Rung>> brackets) : brackets_(std::move(brackets)) {}

  /// The next suggestions, at least one and at most `most`, all of one rung; everything asked before must have been
  /// told where a rung is full. `source` is called for those of a bracket's first rung only.
  void next(std::size_t most, const Source& source, std::vector<Suggestion>& out);

  void tell(const Trial& trial);

  /// The last trial of each architecture in the running, in the order they were asked.
  std::vector<std::int64_t> members() const;

 private:
  struct Contender {
    space::Architecture architecture;
    double val_accuracy = 0;
    std::int64_t trial = -1;
  };

  const std::vector<Rung>& bracket() const { return brackets_[bracket_ % brackets_.size()]; }
  std::size_t places() const { return static_cast<std::size_t>(bracket()[rung_].architectures); }
  void leave_rung();
  Suggestion newcomer(const Source& source);
  Suggestion promoted(const Contender& contender) const;

  std::vector<std::vector<Rung>> brackets_;
  std::size_t bracket_ = 0;  // running number
  std::size_t rung_ = 0;     // within the bracket
  std::size_t asked_ = 0;    // of this rung
  std::size_t told_ = 0;
  std::vector<Contender> contenders_;     // of this rung
  std::vector<std::int64_t> considered_;  // trials that those of this rung were promoted among
  std::int64_t trials_ = 0;               // told over the whole run
};

}  // namespace cellar::optimizer
