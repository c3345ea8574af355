// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/bananas.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <set>

#include <cellar/encoding/path_features.hpp>
#include <cellar/optimizer/perceptron_ensemble.hpp>

namespace cellar::optimizer {
namespace {

const std::array<std::string_view, 3> kSources = {"mutation", "random", "both"};
// In the order of Acquisition; the last is none.
const std::array<std::string_view, 6> kAcquisitions = {"its", "ucb", "ei", "pi", "ts", "none"};

const std::array<OptionInfo, 9> kOptions = {{
    {"startup", "random architectures at first", std::int64_t{10}, 1, 10000, {}},
    {"batch", "architectures chosen at a time", std::int64_t{10}, 1, 10000, {}},
    {"networks", "networks of the ensemble", std::int64_t{5}, 1, 100, {}},
    {"acquisition", "how candidates are chosen; none: without networks", std::string(kAcquisitions[0]), 0, 0,
     kAcquisitions},
    {"source", "where candidates come from", std::string(kSources[0]), 0, 0, kSources},
    {"candidates", "candidates from a source", std::int64_t{100}, 1, 100000, {}},
    {"parents", "best architectures that are mutated", std::int64_t{1}, 1, 1000, {}},
    {"path", "operations of the longest path that the networks see", std::int64_t{3}, 0, 5, {}},
    {"steps", "most steps of a network's training", std::int64_t{750}, 1, 1000000, {}},
}};

// The authors' patience_factor: how many times as many parents or draws are tried before candidates are given up.
constexpr std::size_t kPatience = 5;

// Draws from the space for each architecture that is missing in a batch, as many as SMAC v3 makes.
constexpr std::size_t kMostDraws = 100;

// Nothing: candidates are taken as they come.
std::optional<Acquisition> find_acquisition(std::string_view name) {
  const auto place = std::find(kAcquisitions.begin(), kAcquisitions.end() - 1, name) - kAcquisitions.begin();
  if (place + 1 == static_cast<std::ptrdiff_t>(kAcquisitions.size())) return std::nullopt;
  return static_cast<Acquisition>(place);
}

class Bananas final : public Optimizer {
 public:
  Bananas(const Task& task, const Options& options)
      : task_(task),
        startup_(static_cast<std::size_t>(options.integer("startup"))),
        batch_(static_cast<std::size_t>(options.integer("batch"))),
        networks_(static_cast<std::size_t>(options.integer("networks"))),
        acquisition_(find_acquisition(options.text("acquisition"))),
        mutates_(options.text("source") != kSources[1]),
        draws_(options.text("source") != kSources[0]),
        candidates_(static_cast<std::size_t>(options.integer("candidates"))),
        parents_(static_cast<std::size_t>(options.integer("parents"))),
        all_paths_(*task.space),
        features_(*task.space, static_cast<int>(options.integer("path"))) {
    training_.max_steps = options.integer("steps");
  }

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    if (next_ == queue_.size()) refill(rng);
    for (std::size_t i = 0; i < most && next_ < queue_.size(); ++i) out.push_back(queue_[next_++]);
  }

  void tell(const Trial& trial) override {
    const std::int64_t number = told_++;
    if (!trial.evaluation) return;
    const auto& architecture = trial.suggestion.architecture;
    learnt_.push_back({architecture, number});
    rows_.add(features_.indices(architecture));
    accuracies_.push_back(trial.evaluation->val_accuracy);
  }

  std::vector<std::int64_t> members() const override { return mutated_; }

 private:
  struct Learnt {
    space::Architecture architecture;
    std::int64_t trial;
  };
  struct Candidate {
    space::Architecture architecture;
    std::int64_t parent;  // trial; -1: drawn from the space
    std::optional<double> score = {};
  };

  // The next suggestions, none of which depends on the answers to the others.
  void refill(base::Rng& rng) {
    queue_.clear();
    next_ = 0;
    mutated_.clear();
    if (learnt_.empty()) {
      fill(told_ == 0 ? startup_ : batch_, rng);
      return;
    }
    std::vector<Candidate> candidates = new_candidates(rng);
    if (acquisition_) rank(candidates, rng);
    candidates.resize(std::min(candidates.size(), batch_));
    for (const Candidate& candidate : candidates) suggest(candidate);
    fill(batch_, rng);
  }

  void suggest(const Candidate& candidate) {
    Reason reason{Move::random, candidate.parent, {}, candidate.score};
    if (candidate.parent >= 0) {
      reason.move = Move::mutation;
      reason.considered = mutated_;
    }
    if (candidate.score) reason.move = Move::model;
    known_.insert(all_paths_.indices(candidate.architecture));
    queue_.push_back({candidate.architecture, task_.fidelities.max, std::move(reason)});
  }

  // Random architectures, new ones if some can be found, until there are `count` suggestions.
  void fill(std::size_t count, base::Rng& rng) {
    for (std::size_t draw = 0; queue_.size() < count; ++draw) {
      const Candidate candidate{task_.space->sample(rng), -1};
      const bool is_known = known_.contains(all_paths_.indices(candidate.architecture));
      if (!is_known || draw >= kMostDraws * count) suggest(candidate);
    }
  }

  std::vector<Candidate> new_candidates(base::Rng& rng) {
    std::vector<Candidate> candidates;
    made_.clear();
    if (mutates_) add_mutations(candidates, rng);
    if (draws_)
      for (std::size_t draw = 0; draw < kPatience * candidates_ && candidates.size() < 2 * candidates_; ++draw)
        add_if_new({task_.space->sample(rng), -1}, candidates);
    return candidates;
  }

  void add_mutations(std::vector<Candidate>& candidates, base::Rng& rng) {
    const std::size_t children = std::max<std::size_t>(1, candidates_ / parents_);
    for (const std::size_t parent : best(kPatience * parents_)) {
      if (candidates.size() >= candidates_) break;
      const auto& [architecture, trial] = learnt_[parent];
      mutated_.push_back(trial);
      for (std::size_t child = 0; child < children; ++child)
        add_if_new({task_.space->mutate(architecture, rng), trial}, candidates);
    }
  }

  void add_if_new(const Candidate& candidate, std::vector<Candidate>& candidates) {
    auto paths = all_paths_.indices(candidate.architecture);
    if (!known_.contains(paths) && made_.insert(std::move(paths)).second) candidates.push_back(candidate);
  }

  // The `count` most accurate of learnt_, equal ones in their order.
  std::vector<std::size_t> best(std::size_t count) const {
    std::vector<std::size_t> order(learnt_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return accuracies_[a] > accuracies_[b]; });
    order.resize(std::min(order.size(), count));
    return order;
  }

  void rank(std::vector<Candidate>& candidates, base::Rng& rng) const {
    const PerceptronEnsemble ensemble(networks_, features_.size(), rows_, accuracies_, training_, rng);
    std::vector<EnsemblePrediction> predictions;
    for (const Candidate& candidate : candidates)
      predictions.push_back(ensemble.predict(features_.indices(candidate.architecture)));
    const double best_accuracy = *std::max_element(accuracies_.begin(), accuracies_.end());
    const auto scores = acquisition_scores(*acquisition_, predictions, best_accuracy, rng);
    for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].score = scores[i];
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  }

  Task task_;
  std::size_t startup_;
  std::size_t batch_;
  std::size_t networks_;
  std::optional<Acquisition> acquisition_;
  bool mutates_;
  bool draws_;
  std::size_t candidates_;
  std::size_t parents_;
  encoding::PathFeatures all_paths_;  // tell architectures apart
  encoding::PathFeatures features_;   // what the networks see
  PerceptronTraining training_;
  std::vector<Suggestion> queue_;  // to be handed out, from next_ on
  std::size_t next_ = 0;
  std::set<std::vector<std::uint16_t>> known_;  // paths of all that was suggested
  std::set<std::vector<std::uint16_t>> made_;   // and of a batch's candidates
  std::vector<std::int64_t> mutated_;           // trials whose mutations the queue's are
  std::int64_t told_ = 0;
  std::vector<Learnt> learnt_;  // successful trials; rows_ and accuracies_ go with it
  SparseRows rows_;
  std::vector<double> accuracies_;
};

}  // namespace

const OptimizerInfo kBananas = {"bananas", "BANANAS", "White et al., AAAI 2021, arXiv 1910.11858", kOptions,
                                [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
                                  return std::make_unique<Bananas>(task, options);
                                }};

}  // namespace cellar::optimizer
