// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/evolution.hpp>

#include <algorithm>
#include <array>
#include <deque>

namespace cellar::optimizer {
namespace {

const std::array<OptionInfo, 2> kOptions = {{
    {"population", "architectures alive at a time", std::int64_t{100}, 2, 10000, {}},
    {"tournament", "members drawn to choose a parent, with replacement", std::int64_t{10}, 1, 10000, {}},
}};

class Evolution final : public Optimizer {
 public:
  Evolution(const Task& task, const Options& options)
      : task_(task),
        capacity_(static_cast<std::size_t>(options.integer("population"))),
        tournament_(static_cast<std::size_t>(options.integer("tournament"))) {}

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    if (asked_ < capacity_ || population_.empty()) {
      const std::size_t missing = asked_ < capacity_ ? capacity_ - asked_ : 1;
      for (std::size_t i = 0; i < std::min(most, missing); ++i, ++asked_)
        out.push_back({task_.space->sample(rng), task_.fidelities.max});
      return;
    }
    out.push_back({task_.space->mutate(select_parent(rng).architecture, rng), task_.fidelities.max});
    ++asked_;
  }

  void tell(const Trial& trial) override {
    if (!trial.evaluation) return;
    population_.push_back({trial.suggestion.architecture, trial.evaluation->val_accuracy});
    if (population_.size() > capacity_) population_.pop_front();
  }

 private:
  struct Member {
    space::Architecture architecture;
    double val_accuracy;
  };

  const Member& select_parent(base::Rng& rng) const {
    const Member* best = nullptr;
    for (std::size_t i = 0; i < tournament_; ++i) {
      const Member& drawn = population_[rng.below(static_cast<std::uint32_t>(population_.size()))];
      if (!best || drawn.val_accuracy > best->val_accuracy) best = &drawn;
    }
    return *best;
  }

  Task task_;
  std::size_t capacity_;
  std::size_t tournament_;
  std::size_t asked_ = 0;
  std::deque<Member> population_;  // oldest first
};

}  // namespace

const OptimizerInfo kEvolution = {"re", "Regularized evolution", "Real et al., AAAI 2019, arXiv 1802.01548", kOptions,
                                  [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
                                    return std::make_unique<Evolution>(task, options);
                                  }};

}  // namespace cellar::optimizer
