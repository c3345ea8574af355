// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/evolution.hpp>

#include <algorithm>
#include <array>
#include <deque>

namespace cellar::optimizer {
namespace {

const std::array<std::string_view, 2> kRemovals = {"oldest", "worst"};

const std::array<OptionInfo, 3> kOptions = {{
    {"population", "architectures alive at a time", std::int64_t{100}, 2, 10000, {}},
    {"tournament", "members drawn to choose a parent, with replacement", std::int64_t{10}, 1, 10000, {}},
    {"removal", "who makes room for a child: the oldest, or the worst of the tournament", std::string(kRemovals[0]), 0,
     0, kRemovals},
}};

class Evolution final : public Optimizer {
 public:
  Evolution(const Task& task, const Options& options)
      : task_(task),
        capacity_(static_cast<std::size_t>(options.integer("population"))),
        tournament_(static_cast<std::size_t>(options.integer("tournament"))),
        removes_oldest_(options.text("removal") == kRemovals[0]) {}

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    if (asked_ < capacity_ || population_.empty()) {
      const std::size_t missing = asked_ < capacity_ ? capacity_ - asked_ : 1;
      for (std::size_t i = 0; i < std::min(most, missing); ++i, ++asked_)
        out.push_back({task_.space->sample(rng), task_.fidelities.max});
      return;
    }
    Reason reason;
    const Member& parent = select_parent(rng, reason);
    out.push_back({task_.space->mutate(parent.architecture, rng), task_.fidelities.max, std::move(reason)});
    ++asked_;
  }

  void tell(const Trial& trial) override {
    const std::int64_t number = told_++;
    if (!trial.evaluation) return;
    population_.push_back({trial.suggestion.architecture, trial.evaluation->val_accuracy, number});
    if (population_.size() > capacity_) make_room();
  }

  std::vector<std::int64_t> members() const override {
    std::vector<std::int64_t> trials;
    for (const Member& member : population_) trials.push_back(member.trial);
    return trials;
  }

 private:
  struct Member {
    space::Architecture architecture;
    double val_accuracy;
    std::int64_t trial;
  };

  const Member& select_parent(base::Rng& rng, Reason& reason) {
    const Member* best = nullptr;
    const Member* worst = nullptr;
    for (std::size_t i = 0; i < tournament_; ++i) {
      const Member& drawn = population_[rng.below(static_cast<std::uint32_t>(population_.size()))];
      if (!best || drawn.val_accuracy > best->val_accuracy) best = &drawn;
      if (!worst || drawn.val_accuracy < worst->val_accuracy) worst = &drawn;
      reason.considered.push_back(drawn.trial);
    }
    reason.move = Move::mutation;
    reason.parent = best->trial;
    worst_of_tournament_ = worst->trial;
    return *best;
  }

  void make_room() {
    auto leaving = population_.begin();
    if (!removes_oldest_)
      leaving = std::find_if(population_.begin(), population_.end(),
                             [&](const Member& member) { return member.trial == worst_of_tournament_; });
    population_.erase(leaving);
  }

  Task task_;
  std::size_t capacity_;
  std::size_t tournament_;
  bool removes_oldest_;
  std::size_t asked_ = 0;
  std::int64_t told_ = 0;
  std::int64_t worst_of_tournament_ = -1;  // trial of a member
  std::deque<Member> population_;          // oldest first
};

}  // namespace

const OptimizerInfo kEvolution = {"re", "Regularized evolution", "Real et al., AAAI 2019, arXiv 1802.01548", kOptions,
                                  [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
                                    return std::make_unique<Evolution>(task, options);
                                  }};

}  // namespace cellar::optimizer
