// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/successive_halving.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace cellar::optimizer {

std::vector<int> fidelity_ladder(const benchmark::FidelityRange& range, int eta, int min_epochs) {
  std::vector<int> ladder;
  if (range.steps.empty()) {
    const int lowest = std::max(range.min, min_epochs);
    for (double epochs = range.max; epochs >= lowest; epochs /= eta)
      ladder.push_back(static_cast<int>(std::floor(epochs + 0.5)));
    std::reverse(ladder.begin(), ladder.end());
  } else {
    for (const int step : range.steps)
      if (step >= min_epochs) ladder.push_back(step);
  }
  if (ladder.empty()) ladder.push_back(range.max);
  return ladder;
}

std::vector<std::vector<Rung>> hyperband_brackets(std::span<const int> ladder, int eta) {
  const auto rungs = static_cast<int>(ladder.size());
  std::vector<std::vector<Rung>> brackets;
  for (int halvings = rungs - 1; halvings >= 0; --halvings) {
    int architectures = rungs / (halvings + 1);
    for (int i = 0; i < halvings; ++i) architectures *= eta;
    auto& bracket = brackets.emplace_back();
    for (const int fidelity : ladder.last(static_cast<std::size_t>(halvings) + 1)) {
      bracket.push_back({architectures, fidelity});
      architectures = std::max(architectures / eta, 1);
    }
  }
  return brackets;
}

void Brackets::next(std::size_t most, const Source& source, std::vector<Suggestion>& out) {
  if (asked_ == places()) leave_rung();
  for (std::size_t i = 0; i < most && asked_ < places(); ++i, ++asked_)
    out.push_back(rung_ == 0 ? newcomer(source) : promoted(contenders_[asked_]));
}

void Brackets::tell(const Trial& trial) {
  Contender& contender = contenders_[told_++];
  contender.val_accuracy = trial.evaluation ? trial.evaluation->val_accuracy : -std::numeric_limits<double>::infinity();
  contender.trial = trials_++;
}

std::vector<std::int64_t> Brackets::members() const {
  std::vector<std::int64_t> trials;
  for (const Contender& contender : contenders_)
    if (contender.trial >= 0) trials.push_back(contender.trial);
  return trials;
}

// All places were asked for and told: the best go on, or the next bracket begins.
void Brackets::leave_rung() {
  assert(told_ == asked_);
  asked_ = told_ = 0;
  if (rung_ + 1 == bracket().size()) {
    ++bracket_;
    rung_ = 0;
    contenders_.clear();
    return;
  }
  considered_ = members();
  ++rung_;
  std::stable_sort(contenders_.begin(), contenders_.end(),
                   [](const Contender& a, const Contender& b) { return a.val_accuracy > b.val_accuracy; });
  contenders_.resize(places());
}

Suggestion Brackets::newcomer(const Source& source) {
  Suggestion suggestion = source(bracket()[rung_].fidelity);
  suggestion.reason.bracket = static_cast<int>(bracket_);
  suggestion.reason.rung = 0;
  contenders_.push_back({suggestion.architecture});
  return suggestion;
}

Suggestion Brackets::promoted(const Contender& contender) const {
  Suggestion suggestion{contender.architecture, bracket()[rung_].fidelity};
  suggestion.reason = {Move::promotion, contender.trial, considered_, {}, static_cast<int>(bracket_),
                       static_cast<int>(rung_)};
  return suggestion;
}

}  // namespace cellar::optimizer
