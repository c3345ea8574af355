// SPDX-License-Identifier: Apache-2.0
// How methods that sample choose an architecture (Li and Talwalkar, UAI 2019, arXiv 1902.07638, section 3): many
// candidates are scored with the supernet's weights on a few batches of the choices' half, the best of them on all of
// it, and the best of these is the choice. The work comes in steps, one candidate each.
#pragma once

#include <functional>
#include <vector>

#include <cellar/oneshot/method.hpp>

namespace cellar::oneshot {

inline constexpr std::size_t kSelectionOptions = 3;

/// Numbers of candidates, batches and finalists; `batches` is the default.
std::array<optimizer::OptionInfo, kSelectionOptions> selection_options(std::int64_t batches);

class CandidateSelection {
 public:
  explicit CandidateSelection(const optimizer::Options& options);

  int steps() const { return candidates_ + finalists_; }

  /// Steps 0 to steps() - 1, in order. Candidates come from `draw`.
  void step(SupernetTraining& training, int step, const std::function<space::Architecture()>& draw);

  /// Of the last selection; before the first, `otherwise`.
  space::Architecture best_or(const space::Architecture& otherwise) const { return chosen_ ? best_ : otherwise; }

 private:
  struct Candidate {
    space::Architecture architecture;
    double accuracy;
  };
  void keep_finalists();

  int candidates_, batches_, finalists_;
  std::vector<Candidate> drawn_;
  space::Architecture best_;
  double best_accuracy_ = 0;
  bool chosen_ = false;
};

}  // namespace cellar::oneshot
