// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/local_search.hpp>

#include <array>
#include <limits>
#include <map>
#include <queue>

namespace cellar::optimizer {
namespace {

const std::array<std::string_view, 2> kImprovements = {"best", "first"};
const std::array<std::string_view, 2> kAtMinimum = {"restart", "continue"};

const std::array<OptionInfo, 3> kOptions = {{
    {"improvement", "move to the best of all neighbours, or to the first that is better", std::string(kImprovements[0]),
     0, 0, kImprovements},
    {"at_minimum", "restart at random, or continue from the best architecture whose neighbours are unknown",
     std::string(kAtMinimum[0]), 0, 0, kAtMinimum},
    {"start_samples", "random architectures of which the best is the start", std::int64_t{1}, 1, 10000, {}},
}};

constexpr double kFailed = -std::numeric_limits<double>::infinity();

class LocalSearch final : public Optimizer {
 public:
  LocalSearch(const Task& task, const Options& options)
      : task_(task),
        takes_first_(options.text("improvement") == kImprovements[1]),
        continues_(options.text("at_minimum") == kAtMinimum[1]),
        start_samples_(static_cast<std::size_t>(options.integer("start_samples"))) {}

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    while (next_ == queue_.size()) advance(rng);
    for (std::size_t i = 0; i < most && next_ < queue_.size(); ++i) out.push_back(suggestion(queue_[next_++]));
  }

  void tell(const Trial& trial) override {
    const std::int64_t number = told_++;
    const double value = trial.evaluation ? trial.evaluation->val_accuracy : kFailed;
    Known& known = known_[trial.suggestion.architecture];
    known.val_accuracy = value;
    known.trial = number;
    if (continues_ && trial.evaluation) frontier_.push({value, -number, trial.suggestion.architecture});
  }

  std::vector<std::int64_t> members() const override {
    if (stage_ != Stage::around) return {};
    return {known_.at(centre_).trial};
  }

 private:
  enum class Stage {
    start,   // random samples are to be asked
    choose,  // they were: the best becomes the centre
    around,  // the centre's neighbours are looked at
  };

  struct Known {
    double val_accuracy = kFailed;
    std::int64_t trial = -1;
    bool was_centre = false;
  };

  // Best first, then earliest: ordered as std::priority_queue wants it.
  struct Unexplored {
    double val_accuracy;
    std::int64_t minus_trial;
    space::Architecture architecture;
    friend auto operator<=>(const Unexplored&, const Unexplored&) = default;
  };

  Suggestion suggestion(const space::Architecture& architecture) const {
    Suggestion result{architecture, task_.fidelities.max};
    if (stage_ == Stage::around) {
      result.reason.move = Move::neighbour;
      result.reason.parent = known_.at(centre_).trial;
    }
    return result;
  }

  // Everything asked for has been told.
  void advance(base::Rng& rng) {
    switch (stage_) {
      case Stage::start:
        queue_.clear();
        next_ = 0;
        // Even known ones are evaluated: so a run goes on after the whole of a small space was.
        for (std::size_t i = 0; i < start_samples_; ++i) queue_.push_back(task_.space->sample(rng));
        stage_ = Stage::choose;
        return;
      case Stage::choose: return move_to(best_of(queue_, queue_.front()), rng);
      case Stage::around: return takes_first_ ? look_at_one(rng) : look_at_all(rng);
    }
  }

  const space::Architecture& best_of(const std::vector<space::Architecture>& candidates,
                                     const space::Architecture& first) const {
    const space::Architecture* best = &first;
    for (const auto& candidate : candidates)
      if (value(candidate) > value(*best)) best = &candidate;
    return *best;
  }

  double value(const space::Architecture& architecture) const { return known_.at(architecture).val_accuracy; }

  void move_to(space::Architecture centre, base::Rng& rng) {
    centre_ = centre;
    known_[centre_].was_centre = true;
    neighbours_ = task_.space->neighbours(centre_);
    if (takes_first_) rng.shuffle(std::span(neighbours_));
    looked_at_ = 0;
    queue_.clear();
    next_ = 0;
    stage_ = Stage::around;
  }

  // The neighbours that are unknown go into the queue at once; when they are told, the best of all is known.
  void look_at_all(base::Rng& rng) {
    if (looked_at_ == 0) {
      looked_at_ = neighbours_.size();
      for (const auto& neighbour : neighbours_)
        if (!known_.contains(neighbour)) queue_.push_back(neighbour);
      return;
    }
    leave(best_of(neighbours_, centre_), rng);
  }

  // The next unknown neighbour goes into the queue, unless one before it is better than the centre.
  void look_at_one(base::Rng& rng) {
    for (; looked_at_ < neighbours_.size(); ++looked_at_) {
      const auto& neighbour = neighbours_[looked_at_];
      if (!known_.contains(neighbour)) {
        queue_.push_back(neighbour);
        return;
      }
      const bool is_behind_us = continues_ && known_.at(neighbour).was_centre;
      if (value(neighbour) > value(centre_) && !is_behind_us) return leave(neighbour, rng);
    }
    leave(centre_, rng);
  }

  // The neighbourhood has shown `better`, which is the centre itself at a minimum.
  void leave(const space::Architecture& better, base::Rng& rng) {
    if (continues_) {
      while (!frontier_.empty() && known_.at(frontier_.top().architecture).was_centre) frontier_.pop();
      if (!frontier_.empty()) return move_to(frontier_.top().architecture, rng);
    } else if (better != centre_) {
      return move_to(better, rng);
    }
    stage_ = Stage::start;
  }

  Task task_;
  bool takes_first_;
  bool continues_;
  std::size_t start_samples_;

  Stage stage_ = Stage::start;
  space::Architecture centre_;
  std::vector<space::Architecture> neighbours_;  // of the centre
  std::size_t looked_at_ = 0;                    // of the neighbours
  std::vector<space::Architecture> queue_;       // to be asked, from next_ on
  std::size_t next_ = 0;
  std::map<space::Architecture, Known> known_;  // everything told
  std::priority_queue<Unexplored> frontier_;    // with at_minimum = continue; centres are dropped when they surface
  std::int64_t told_ = 0;
};

}  // namespace

const OptimizerInfo kLocalSearch = {"ls", "Local search", "White et al., UAI 2021, arXiv 2005.02960", kOptions,
                                    [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
                                      return std::make_unique<LocalSearch>(task, options);
                                    }};

}  // namespace cellar::optimizer
