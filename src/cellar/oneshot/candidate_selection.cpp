// SPDX-License-Identifier: Apache-2.0
#include <cellar/oneshot/candidate_selection.hpp>

#include <algorithm>

namespace cellar::oneshot {

// A tenth of the original's 1,000 candidates after every epoch: the task is small, and a search has more of its time in
// candidates than in training even so.
std::array<optimizer::OptionInfo, kSelectionOptions> selection_options(std::int64_t batches) {
  return {{
      {"candidates", "architectures that are scored after each epoch", std::int64_t{100}, 1, 10000, {}},
      {"candidate_batches", "batches that a candidate is scored on", batches, 1, 1000, {}},
      {"finalists", "best candidates that are scored on all of the choices' images", std::int64_t{5}, 1, 1000, {}},
  }};
}

CandidateSelection::CandidateSelection(const optimizer::Options& options)
    : candidates_(static_cast<int>(options.integer("candidates"))),
      batches_(static_cast<int>(options.integer("candidate_batches"))),
      finalists_(std::min(candidates_, static_cast<int>(options.integer("finalists")))) {}

void CandidateSelection::step(SupernetTraining& training, int step,
                              const std::function<space::Architecture()>& draw) {
  if (step == 0) drawn_.clear();
  if (step < candidates_) {
    const auto batch = static_cast<std::size_t>(training.supernet().network().graph->batch());
    const auto architecture = draw();
    const auto images = static_cast<std::size_t>(batches_) * batch;
    drawn_.push_back({architecture, training.score_choice(architecture, images).accuracy()});
    return;
  }
  if (step == candidates_) keep_finalists();
  const auto& architecture = drawn_[static_cast<std::size_t>(step - candidates_)].architecture;
  const double accuracy = training.score_choice(architecture, training.choice_images()).accuracy();
  if (step > candidates_ && accuracy <= best_accuracy_) return;
  best_ = architecture;
  best_accuracy_ = accuracy;
  chosen_ = true;
}

void CandidateSelection::keep_finalists() {
  std::stable_sort(drawn_.begin(), drawn_.end(),
                   [](const Candidate& a, const Candidate& b) { return a.accuracy > b.accuracy; });
  drawn_.resize(static_cast<std::size_t>(finalists_));
}

}  // namespace cellar::oneshot
