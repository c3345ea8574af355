// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/local_search.hpp>

#include <limits>
#include <map>

namespace cellar::optimizer {
namespace {

constexpr double kFailed = -std::numeric_limits<double>::infinity();

class LocalSearch final : public Optimizer {
 public:
  explicit LocalSearch(const Task& task) : task_(task) {}

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    while (next_ == queue_.size()) advance(rng);
    for (std::size_t i = 0; i < most && next_ < queue_.size(); ++i)
      out.push_back({queue_[next_++], task_.fidelities.max});
  }

  void tell(const Trial& trial) override {
    known_[trial.suggestion.architecture] = trial.evaluation ? trial.evaluation->val_accuracy : kFailed;
  }

 private:
  // Everything asked for has been told: begin, look at the neighbourhood of a new centre, move, or restart.
  void advance(base::Rng& rng) {
    queue_.clear();
    next_ = 0;
    if (!has_centre_) {
      centre_ = task_.space->sample(rng);
      has_centre_ = true;
      neighbours_.clear();
      queue_.push_back(centre_);  // even if known: so a run goes on after the whole of a small space was evaluated
    } else if (neighbours_.empty()) {
      neighbours_ = task_.space->neighbours(centre_);
      for (const auto& neighbour : neighbours_)
        if (!known_.contains(neighbour)) queue_.push_back(neighbour);
    } else {
      move_or_leave();
    }
  }

  void move_or_leave() {
    const space::Architecture* best = &centre_;
    for (const auto& neighbour : neighbours_)
      if (known_[neighbour] > known_[*best]) best = &neighbour;
    has_centre_ = best != &centre_;
    centre_ = space::Architecture(*best);
    neighbours_.clear();
  }

  Task task_;
  bool has_centre_ = false;
  space::Architecture centre_;
  std::vector<space::Architecture> neighbours_;  // of the centre; empty until they are looked at
  std::vector<space::Architecture> queue_;       // to be asked, from next_ on
  std::size_t next_ = 0;
  std::map<space::Architecture, double> known_;  // validation accuracy of everything told
};

}  // namespace

const OptimizerInfo kLocalSearch = {
    "ls", "Local search", "White et al., UAI 2021, arXiv 2005.02960", {},
    [](const Task& task, const Options&) -> std::unique_ptr<Optimizer> { return std::make_unique<LocalSearch>(task); }};

}  // namespace cellar::optimizer
