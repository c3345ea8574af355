// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/gaussian_process_search.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include <cellar/optimizer/expected_improvement.hpp>
#include <cellar/optimizer/gaussian_process_fit.hpp>

namespace cellar::optimizer {
namespace {

const std::array<OptionInfo, 6> kOptions = {{
    {"startup", "random architectures at first", std::int64_t{20}, 2, 10000, {}},
    {"candidates", "random architectures that the process judges", std::int64_t{1000}, 0, 100000, {}},
    {"starts", "best candidates that local searches start at", std::int64_t{5}, 1, 1000, {}},
    {"prior_sd", "how far the logarithms of the kernel's scales are expected from 0", 0.5, 0.01, 100, {}},
    {"fit_steps", "steps to the kernel's scales at each fit", std::int64_t{10}, 0, 1000, {}},
    {"max_points", "most evaluations that the process is fitted to", std::int64_t{300}, 10, 2000, {}},
}};

// Random architectures are drawn again so many times at most until they are new, as in SMAC v3.
constexpr int kMostDraws = 100;

// The scales are fitted anew once there are a tenth more observations, at least five.
constexpr std::size_t kLeastNew = 5, kPartNew = 10;

constexpr double kFirstNoise = 0.01;

class GaussianProcessSearch final : public Optimizer {
 public:
  GaussianProcessSearch(const Task& task, const Options& options)
      : task_(task),
        startup_(static_cast<std::size_t>(options.integer("startup"))),
        candidates_(static_cast<std::size_t>(options.integer("candidates"))),
        starts_(static_cast<std::size_t>(options.integer("starts"))),
        prior_sd_(options.real("prior_sd")),
        fit_steps_(static_cast<int>(options.integer("fit_steps"))),
        max_points_(static_cast<std::size_t>(options.integer("max_points"))),
        process_(DiffusionKernel(task.space->parameters()), kFirstNoise) {}

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    if (asked_before_.size() < startup_) {
      const std::size_t missing = startup_ - asked_before_.size();
      for (std::size_t i = 0; i < std::min(most, missing); ++i) out.push_back(random(rng));
    } else if (observations_.empty()) {
      out.push_back(random(rng));
    } else {
      update();
      out.push_back(by_model(rng));
    }
  }

  void tell(const Trial& trial) override {
    const std::int64_t number = told_++;
    if (!trial.evaluation) return;
    const auto& architecture = trial.suggestion.architecture;
    const double accuracy = trial.evaluation->val_accuracy;
    if (observations_.empty() || accuracy > observations_[best_].accuracy) best_ = observations_.size();
    observations_.push_back({architecture, task_.space->to_parameters(architecture), accuracy, number});
  }

  std::vector<std::int64_t> members() const override {
    if (observations_.empty()) return {};
    return {observations_[best_].trial};
  }

 private:
  struct Observation {
    space::Architecture architecture;
    std::vector<std::uint8_t> values;
    double accuracy;
    std::int64_t trial;
  };
  struct Candidate {
    space::Architecture architecture;
    std::int64_t parent;  // trial in whose neighbourhood the search began; -1: at a random architecture
    double score;
  };

  Suggestion suggest(const space::Architecture& architecture, Reason reason) {
    asked_before_.insert(architecture);
    return {architecture, task_.fidelities.max, std::move(reason)};
  }

  Suggestion random(base::Rng& rng) {
    auto architecture = task_.space->sample(rng);
    for (int draw = 1; draw < kMostDraws && asked_before_.contains(architecture); ++draw)
      architecture = task_.space->sample(rng);
    return suggest(architecture, {});
  }

  void update() {
    const std::size_t news = std::max(kLeastNew, std::min(fitted_, max_points_) / kPartNew);
    if (fitted_ == 0 || observations_.size() >= fitted_ + news) {
      GaussianProcess start(process_.kernel(), process_.noise());
      for (const std::size_t i : selection()) start.add(observations_[i].values, observations_[i].accuracy);
      start.update();
      process_ = fit_settings(start, prior_sd_, fit_steps_);
      fitted_ = observations_.size();
    } else {
      for (std::size_t i = learnt_; i < observations_.size(); ++i)
        process_.add(observations_[i].values, observations_[i].accuracy);
      process_.update();
    }
    learnt_ = observations_.size();
  }

  // All observations, or the best half and the latest of what fits, in their order.
  std::vector<std::size_t> selection() const {
    std::vector<std::size_t> order(observations_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (order.size() <= max_points_) return order;
    const auto best = order.begin() + static_cast<std::ptrdiff_t>(max_points_ / 2);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return observations_[a].accuracy > observations_[b].accuracy;
    });
    std::sort(best, order.end(), std::greater<>());
    order.resize(max_points_);
    std::sort(order.begin(), order.end());
    return order;
  }

  // Expected improvement, or something not above `enough` where it is not above it.
  double score(const space::Architecture& architecture, double enough) {
    process_.predict(task_.space->to_parameters(architecture), prediction_);
    const double best = observations_[best_].accuracy;
    if (!(expected_improvement(prediction_.mean(), prediction_.sd_bound(), best) > enough)) return enough;
    return expected_improvement(prediction_.mean(), prediction_.sd(), best);
  }

  Suggestion by_model(base::Rng& rng) {
    found_ = {{}, -1, 0};
    for (Candidate start : starting_points(rng)) climb(start);
    if (!(found_.score > 0)) return random(rng);
    return suggest(found_.architecture, {Move::model, found_.parent, {}, found_.score});
  }

  std::vector<Candidate> starting_points(base::Rng& rng) {
    std::vector<Candidate> starts;
    const auto add = [&](const space::Architecture& architecture, std::int64_t parent) {
      const double enough = starts.size() < starts_ ? 0 : starts.back().score;
      const Candidate candidate{architecture, parent, score(architecture, enough)};
      if (!(candidate.score > enough)) return;
      consider(candidate);
      const auto place = std::find_if(starts.begin(), starts.end(),
                                      [&](const Candidate& other) { return candidate.score > other.score; });
      starts.insert(place, candidate);
      if (starts.size() > starts_) starts.pop_back();
    };
    const Observation& best = observations_[best_];
    for (const auto& neighbour : task_.space->neighbours(best.architecture)) add(neighbour, best.trial);
    for (std::size_t i = 0; i < candidates_; ++i) add(task_.space->sample(rng), -1);
    return starts;
  }

  // Moves to the best neighbour while that is better.
  void climb(Candidate& at) {
    for (bool moved = true; moved;) {
      moved = false;
      for (const auto& neighbour : task_.space->neighbours(at.architecture)) {
        const double there = score(neighbour, at.score);
        if (!(there > at.score)) continue;
        at = {neighbour, at.parent, there};
        consider(at);
        moved = true;
      }
    }
  }

  void consider(const Candidate& candidate) {
    if (candidate.score > found_.score && !asked_before_.contains(candidate.architecture)) found_ = candidate;
  }

  Task task_;
  std::size_t startup_;
  std::size_t candidates_;
  std::size_t starts_;
  double prior_sd_;
  int fit_steps_;
  std::size_t max_points_;
  std::set<space::Architecture> asked_before_;
  std::int64_t told_ = 0;
  std::vector<Observation> observations_;
  std::size_t best_ = 0;    // of observations_
  std::size_t learnt_ = 0;  // observations that the process knows or has passed over
  std::size_t fitted_ = 0;  // observations at the last fit
  GaussianProcess process_;
  GaussianProcess::Prediction prediction_;  // kept to spare allocations
  Candidate found_{};                       // the best that is new, of this ask
};

}  // namespace

const OptimizerInfo kGaussianProcessSearch = {
    "gp", "Gaussian process", "Oh et al., NeurIPS 2019, arXiv 1902.00448", kOptions,
    [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
      return std::make_unique<GaussianProcessSearch>(task, options);
    }};

}  // namespace cellar::optimizer
