// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/differential_evolution.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

namespace cellar::optimizer {
namespace {

const std::array<OptionInfo, 3> kOptions = {{
    {"population", "points alive at a time", std::int64_t{20}, 4, 10000, {}},
    {"factor", "F: weight of the difference between two members", 0.5, 0, 2, {}},
    {"crossover", "CR: probability of a coordinate of the mutant", 0.5, 0, 1, {}},
}};

constexpr double kFailed = -std::numeric_limits<double>::infinity();
constexpr int kMostVoid = 1000;  // points on end that are no architecture

class DifferentialEvolution final : public Optimizer {
 public:
  DifferentialEvolution(const Task& task, const Options& options)
      : task_(task),
        factor_(options.real("factor")),
        rate_(options.real("crossover")),
        population_(static_cast<std::size_t>(options.integer("population"))) {}

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    for (std::size_t asked = 0; asked < most;) {
      if (trials_.size() == population_.size()) {
        if (asked > 0) return;  // the rest depends on answers
        end_generation();
      }
      if (propose(rng, out)) ++asked;
    }
  }

  void tell(const Trial& trial) override {
    while (!trials_[to_tell_].is_architecture) ++to_tell_;
    Individual& told = trials_[to_tell_++];
    told.trial = told_++;
    if (trial.evaluation) told.val_accuracy = trial.evaluation->val_accuracy;
  }

  std::vector<std::int64_t> members() const override {
    std::vector<std::int64_t> trials;
    for (const Individual& member : population_)
      if (member.trial >= 0) trials.push_back(member.trial);
    std::sort(trials.begin(), trials.end());
    return trials;
  }

 private:
  struct Individual {
    Point point;
    double val_accuracy = kFailed;
    std::int64_t trial = -1;
    bool is_architecture = false;
  };

  // Makes the trial point of the next target; whether it is an architecture, and so was asked.
  bool propose(base::Rng& rng, std::vector<Suggestion>& out) {
    Reason reason;
    Individual& trial = trials_.emplace_back();
    trial.point = is_first_generation_ ? random_point(rng) : evolved_point(trials_.size() - 1, rng, reason);
    auto architecture = task_.space->from_parameters(values_at(trial.point, task_.space->parameters()));
    if (!architecture) {
      if (++void_points_ < kMostVoid) return false;
      architecture = task_.space->sample(rng);
      trial.point = point_of(*architecture);
      reason = {};
    }
    void_points_ = 0;
    trial.is_architecture = true;
    out.push_back({*architecture, task_.fidelities.max, std::move(reason)});
    return true;
  }

  Point random_point(base::Rng& rng) const {
    Point point(task_.space->parameters().size());
    for (double& coordinate : point) coordinate = rng.uniform();
    return point;
  }

  Point evolved_point(std::size_t target, base::Rng& rng, Reason& reason) const {
    std::array<const Individual*, 3> drawn{};
    for (std::size_t i = 0; i < drawn.size();) {
      const auto* member = &population_[rng.below(static_cast<std::uint32_t>(population_.size()))];
      if (std::find(drawn.begin(), drawn.end(), member) != drawn.end()) continue;
      drawn[i++] = member;
      if (member->trial >= 0) reason.considered.push_back(member->trial);
    }
    reason.move = Move::crossover;
    reason.parent = population_[target].trial;
    return trial_point(population_[target].point, drawn[0]->point, drawn[1]->point, drawn[2]->point, factor_, rate_,
                       rng);
  }

  // The middle of the box that stands for the architecture.
  Point point_of(const space::Architecture& architecture) const {
    const auto values = task_.space->to_parameters(architecture);
    const auto parameters = task_.space->parameters();
    Point point;
    for (std::size_t i = 0; i < values.size(); ++i) point.push_back((values[i] + 0.5) / parameters[i].size);
    return point;
  }

  void end_generation() {
    for (std::size_t i = 0; i < population_.size(); ++i) {
      assert(!trials_[i].is_architecture || trials_[i].trial >= 0);  // all were told
      if (trials_[i].val_accuracy >= population_[i].val_accuracy) population_[i] = std::move(trials_[i]);
    }
    trials_.clear();
    to_tell_ = 0;
    is_first_generation_ = false;
  }

  Task task_;
  double factor_;
  double rate_;
  std::vector<Individual> population_;
  std::vector<Individual> trials_;  // of this generation so far, by target
  std::size_t to_tell_ = 0;         // of the trials
  bool is_first_generation_ = true;
  int void_points_ = 0;  // on end
  std::int64_t told_ = 0;
};

}  // namespace

std::vector<std::uint8_t> values_at(const Point& point, std::span<const space::Parameter> parameters) {
  std::vector<std::uint8_t> values;
  values.reserve(point.size());
  for (std::size_t i = 0; i < point.size(); ++i)
    values.push_back(static_cast<std::uint8_t>(std::min(static_cast<int>(point[i] * parameters[i].size),
                                                        parameters[i].size - 1)));
  return values;
}

Point trial_point(const Point& target, const Point& a, const Point& b, const Point& c, double factor, double rate,
                  base::Rng& rng) {
  Point point = target;
  const auto take_from_mutant = [&](std::size_t i) {
    point[i] = a[i] + factor * (b[i] - c[i]);
    if (point[i] < 0 || point[i] > 1) point[i] = rng.uniform();
  };
  bool crossed = false;
  for (std::size_t i = 0; i < point.size(); ++i) {
    if (rng.uniform() >= rate) continue;
    take_from_mutant(i);
    crossed = true;
  }
  if (!crossed) take_from_mutant(rng.below(static_cast<std::uint32_t>(point.size())));
  return point;
}

const OptimizerInfo kDifferentialEvolution = {
    "de", "Differential evolution", "Awad et al., ICLR 2020 workshop on NAS, arXiv 2012.06400", kOptions,
    [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
      return std::make_unique<DifferentialEvolution>(task, options);
    }};

}  // namespace cellar::optimizer
