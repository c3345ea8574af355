// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/smac.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include <cellar/optimizer/exchange_search.hpp>
#include <cellar/optimizer/random_forest.hpp>

namespace cellar::optimizer {
namespace {

const std::array<OptionInfo, 6> kOptions = {{
    {"startup", "random architectures at first", std::int64_t{1}, 1, 10000, {}},
    {"random", "part of the later suggestions that is random", 0.33, 0, 1, {}},
    {"trees", "trees of the forest", std::int64_t{10}, 1, 1000, {}},
    {"candidates", "random architectures that the forest judges", std::int64_t{1000}, 1, 100000, {}},
    {"starts", "local searches for what the forest judges best", std::int64_t{10}, 0, 1000, {}},
    {"retrain", "suggestions of one forest", std::int64_t{8}, 1, 1000, {}},
}};

constexpr int kMostDraws = 100;

using Values = std::vector<std::uint8_t>;

class Smac final : public Optimizer {
 public:
  Smac(const Task& task, const Options& options)
      : task_(task),
        parameters_(task.space->parameters()),
        search_(*task.space),
        startup_(static_cast<std::size_t>(options.integer("startup"))),
        random_(options.real("random")),
        candidates_(static_cast<std::size_t>(options.integer("candidates"))),
        starts_(static_cast<std::size_t>(options.integer("starts"))),
        retrain_(static_cast<std::size_t>(options.integer("retrain"))) {
    settings_.trees = static_cast<std::size_t>(options.integer("trees"));
  }

  // A forest needs all answers to what was asked before; what it chose and random architectures need none.
  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    for (std::size_t i = 0; i < most && (i == 0 || asked_ < startup_ || !chosen_.empty()); ++i, ++asked_)
      out.push_back(asked_ < startup_ || rng.uniform() < random_ ? random(rng) : by_model(rng));
  }

  void tell(const Trial& trial) override {
    values_.insert(values_.end(), asked_values_.front().begin(), asked_values_.front().end());
    asked_values_.pop_front();
    const auto& answer = trial.evaluation;
    accuracies_.push_back(answer ? std::optional(answer->val_accuracy) : std::nullopt);
    if (!answer) return;
    worst_ = std::min(worst_.value_or(answer->val_accuracy), answer->val_accuracy);
    best_ = std::max(best_.value_or(answer->val_accuracy), answer->val_accuracy);
  }

  std::vector<std::int64_t> members() const override { return searched_from_; }

 private:
  struct Candidate {
    space::Architecture architecture;
    Values values;
    double score;
    std::int64_t parent;
  };

  Suggestion random(base::Rng& rng) {
    auto architecture = task_.space->sample(rng);
    for (int draw = 1; draw < kMostDraws && asked_before_.contains(architecture); ++draw)
      architecture = task_.space->sample(rng);
    asked_before_.insert(architecture);
    return suggest(architecture, task_.space->to_parameters(architecture), {});
  }

  Suggestion suggest(const space::Architecture& architecture, Values values, Reason reason) {
    asked_values_.push_back(std::move(values));
    return {architecture, task_.fidelities.max, std::move(reason)};
  }

  Suggestion by_model(base::Rng& rng) {
    if (chosen_.empty()) choose(rng);
    if (chosen_.empty()) return random(rng);
    Candidate best = std::move(chosen_.front());
    chosen_.pop_front();
    const auto considered = best.parent < 0 ? std::vector<std::int64_t>{} : searched_from_;
    return suggest(best.architecture, std::move(best.values), {Move::model, best.parent, considered, best.score});
  }

  void choose(base::Rng& rng) {
    const ForestImprovement improvement = fit(rng);
    for (std::size_t i = 0; i < candidates_; ++i) {
      const auto architecture = task_.space->sample(rng);
      const Values values = task_.space->to_parameters(architecture);
      consider(architecture, values, improvement(values), -1);
    }
    searched_from_ = best_trials(improvement);
    for (const std::int64_t trial : searched_from_) {
      const auto found = search_.climb(values_of(trial), improvement, rng);
      if (const auto architecture = task_.space->from_parameters(found.values))
        consider(*architecture, found.values, found.score, trial);
    }
    for (const Candidate& candidate : chosen_) asked_before_.insert(candidate.architecture);
  }

  // Keeps the candidates of the highest scores that were not asked for before, best first, among equals the earlier.
  void consider(const space::Architecture& architecture, const Values& values, double score, std::int64_t parent) {
    if (chosen_.size() == retrain_ && score <= chosen_.back().score) return;
    const auto is_same = [&](const Candidate& other) { return other.architecture == architecture; };
    if (asked_before_.contains(architecture) || std::any_of(chosen_.begin(), chosen_.end(), is_same)) return;
    if (chosen_.size() == retrain_) chosen_.pop_back();
    const auto place = std::find_if(chosen_.begin(), chosen_.end(),
                                    [&](const Candidate& other) { return other.score < score; });
    chosen_.insert(place, {architecture, values, score, parent});
  }

  ForestImprovement fit(base::Rng& rng) const {
    std::vector<double> targets;
    for (const auto& accuracy : accuracies_) targets.push_back(accuracy.value_or(worst_.value_or(0)));
    return {RandomForest::fit(parameters_, values_, targets, settings_, rng), best_.value_or(0)};
  }

  std::span<const std::uint8_t> values_of(std::int64_t trial) const {
    return std::span(values_).subspan(static_cast<std::size_t>(trial) * parameters_.size(), parameters_.size());
  }

  // Where local searches start: the trials of the highest scores, among equals the earlier.
  std::vector<std::int64_t> best_trials(const ForestImprovement& improvement) const {
    std::vector<std::pair<double, std::int64_t>> ranking;
    for (std::int64_t trial = 0; trial < std::ssize(accuracies_); ++trial)
      ranking.emplace_back(-improvement(values_of(trial)), trial);
    std::sort(ranking.begin(), ranking.end());
    std::vector<std::int64_t> trials;
    for (std::size_t i = 0; i < std::min(starts_, ranking.size()); ++i) trials.push_back(ranking[i].second);
    return trials;
  }

  Task task_;
  std::span<const space::Parameter> parameters_;
  ExchangeSearch search_;
  std::size_t startup_;
  double random_;
  std::size_t candidates_;
  std::size_t starts_;
  std::size_t retrain_;
  RandomForest::Settings settings_;
  std::vector<std::uint8_t> values_;               // a row for each trial told
  std::vector<std::optional<double>> accuracies_;  // nothing: failed
  std::optional<double> worst_;
  std::optional<double> best_;
  std::deque<Values> asked_values_;                // of the suggestions not told yet
  std::deque<Candidate> chosen_;                   // by the last forest, not asked yet
  std::set<space::Architecture> asked_before_;
  std::size_t asked_ = 0;
  std::vector<std::int64_t> searched_from_;
};

}  // namespace

const OptimizerInfo kSmac = {"smac", "SMAC", "Hutter et al., LION 2011", kOptions,
                             [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
                               return std::make_unique<Smac>(task, options);
                             }};

}  // namespace cellar::optimizer
