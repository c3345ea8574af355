// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/tpe.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>

#include <cellar/base/math.hpp>
#include <cellar/optimizer/forgetting_counts.hpp>

namespace cellar::optimizer {
namespace {

constexpr std::array<std::string_view, 2> kCompared = {"architectures", "values"};
const std::array<OptionInfo, 5> kOptions = {{
    {"startup", "random architectures at first", std::int64_t{20}, 1, 10000, {}},
    {"gamma", "good are so many times the square root of the observations", 0.25, 0.01, 10, {}},
    {"candidates", "draws from the good", std::int64_t{24}, 1, 10000, {}},
    {"prior", "weight of each value before anything is observed", 1.0, 0.001, 1000, {}},
    {"compare", "what is chosen among the draws: whole architectures, or values of each parameter by itself",
     std::string("architectures"), 0, 0, kCompared},
}};

constexpr std::size_t kRecent = 25;    // hyperopt's DEFAULT_LF: those that do not fade, and the most that are good
constexpr int kMostCombinations = 100;
constexpr double kFailed = -std::numeric_limits<double>::infinity();

using Values = std::vector<std::uint8_t>;

// Of one value: its probability among the good, added to those of the values before it, and how much more likely it is
// there than among the bad.
struct Chance {
  double cumulated;
  double log_ratio;
};

// What was observed, split into good and bad.
class Split {
 public:
  Split(std::span<const space::Parameter> parameters, double gamma)
      : width_(parameters.size()), gamma_(gamma), good_counts_(parameters, kRecent), bad_counts_(parameters, kRecent) {}

  std::size_t size() const { return accuracies_.size(); }
  const std::vector<std::size_t>& good() const { return good_; }  // observations, ascending
  const ForgettingCounts& good_counts() const { return good_counts_; }
  const ForgettingCounts& bad_counts() const { return bad_counts_; }

  void observe(std::span<const std::uint8_t> values, double accuracy) {
    const std::size_t added = size();
    values_.insert(values_.end(), values.begin(), values.end());
    accuracies_.push_back(accuracy);
    ranking_.insert(std::upper_bound(ranking_.begin(), ranking_.end(), added,
                                     [&](std::size_t a, std::size_t b) { return accuracies_[a] > accuracies_[b]; }),
                    added);
    if (good_ == best()) {
      bad_counts_.append(values);
    } else {
      good_ = best();
      count_anew();
    }
  }

 private:
  std::vector<std::size_t> best() const {
    const double wanted = std::ceil(gamma_ * std::sqrt(static_cast<double>(size())));
    const auto count = static_cast<std::size_t>(std::min(wanted, static_cast<double>(std::min(kRecent, size()))));
    std::vector<std::size_t> best(ranking_.begin(), ranking_.begin() + static_cast<std::ptrdiff_t>(count));
    std::sort(best.begin(), best.end());
    return best;
  }

  void count_anew() {
    good_counts_.clear();
    bad_counts_.clear();
    auto next_good = good_.begin();
    for (std::size_t i = 0; i < size(); ++i) {
      const bool is_good = next_good != good_.end() && *next_good == i;
      if (is_good) ++next_good;
      (is_good ? good_counts_ : bad_counts_).append(std::span(values_).subspan(i * width_, width_));
    }
  }

  std::size_t width_;
  double gamma_;
  std::vector<std::uint8_t> values_;     // a row for each observation, oldest first
  std::vector<double> accuracies_;
  std::vector<std::size_t> ranking_;     // best first, among equals the earlier
  std::vector<std::size_t> good_;
  ForgettingCounts good_counts_;
  ForgettingCounts bad_counts_;
};

class Tpe final : public Optimizer {
 public:
  Tpe(const Task& task, const Options& options)
      : task_(task),
        parameters_(task.space->parameters()),
        startup_(static_cast<std::size_t>(options.integer("startup"))),
        candidates_(static_cast<std::size_t>(options.integer("candidates"))),
        prior_(options.real("prior")),
        by_value_(options.text("compare") == "values"),
        split_(parameters_, options.real("gamma")) {
    for (const auto& parameter : parameters_) chances_.emplace_back(static_cast<std::size_t>(parameter.size));
  }

  void ask(std::size_t most, base::Rng& rng, std::vector<Suggestion>& out) override {
    if (asked_ >= startup_) {
      ++asked_;
      out.push_back(by_model(rng));
      return;
    }
    for (std::size_t i = 0; i < most && asked_ < startup_; ++i, ++asked_) out.push_back(random(rng));
  }

  void tell(const Trial& trial) override {
    trials_.push_back(told_++);
    split_.observe(asked_values_.front(), trial.evaluation ? trial.evaluation->val_accuracy : kFailed);
    asked_values_.pop_front();
  }

  std::vector<std::int64_t> members() const override {
    std::vector<std::int64_t> trials;
    for (const std::size_t observation : split_.good())
      if (trials_[observation] >= 0) trials.push_back(trials_[observation]);
    return trials;
  }

 private:
  Suggestion random(base::Rng& rng) {
    const auto architecture = task_.space->sample(rng);
    asked_values_.push_back(task_.space->to_parameters(architecture));
    return {architecture, task_.fidelities.max};
  }

  Suggestion by_model(base::Rng& rng) {
    for (int attempt = 0; attempt < kMostCombinations; ++attempt) {
      update_chances();
      draw_candidates(rng);
      const auto [values, score] = by_value_ ? best_values() : best_candidate();
      if (const auto architecture = task_.space->from_parameters(values)) {
        asked_values_.push_back(values);
        return {*architecture, task_.fidelities.max, {Move::model, -1, members(), score}};
      }
      trials_.push_back(-1);
      split_.observe(values, kFailed);
    }
    return random(rng);
  }

  void update_chances() {
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      double good_sum = 0;
      double bad_sum = 0;
      for (std::size_t value = 0; value < chances_[p].size(); ++value) {
        const double good = split_.good_counts().weight(p, value) + prior_;
        const double bad = split_.bad_counts().weight(p, value) + prior_;
        good_sum += good;
        bad_sum += bad;
        chances_[p][value] = {good_sum, good / bad};
      }
      for (Chance& chance : chances_[p])
        chance = {chance.cumulated / good_sum, base::log(chance.log_ratio * bad_sum / good_sum)};
    }
  }

  void draw_candidates(base::Rng& rng) {
    drawn_.clear();
    for (const auto& chances : chances_)
      for (std::size_t i = 0; i < candidates_; ++i) {
        const double u = rng.uniform();
        std::uint8_t value = 0;
        while (value + 1u < chances.size() && u >= chances[value].cumulated) ++value;
        drawn_.push_back(value);
      }
  }

  struct Choice {
    Values values;
    double score;  // logarithm of l / g
  };

  double log_ratio(std::size_t parameter, std::size_t candidate) const {
    return chances_[parameter][drawn_[parameter * candidates_ + candidate]].log_ratio;
  }

  Choice best_values() const {
    Choice choice{{}, 0};
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      std::size_t best = 0;
      for (std::size_t i = 1; i < candidates_; ++i)
        if (log_ratio(p, i) > log_ratio(p, best)) best = i;
      choice.values.push_back(drawn_[p * candidates_ + best]);
      choice.score += log_ratio(p, best);
    }
    return choice;
  }

  Choice best_candidate() const {
    std::size_t best = 0;
    double best_score = 0;
    for (std::size_t i = 0; i < candidates_; ++i) {
      double score = 0;
      for (std::size_t p = 0; p < parameters_.size(); ++p) score += log_ratio(p, i);
      if (i == 0 || score > best_score) {
        best = i;
        best_score = score;
      }
    }
    Choice choice{{}, best_score};
    for (std::size_t p = 0; p < parameters_.size(); ++p) choice.values.push_back(drawn_[p * candidates_ + best]);
    return choice;
  }

  Task task_;
  std::span<const space::Parameter> parameters_;
  std::size_t startup_;
  std::size_t candidates_;
  double prior_;
  bool by_value_;
  Split split_;
  std::vector<std::int64_t> trials_;          // of each observation; -1: a combination that is no architecture
  std::deque<Values> asked_values_;           // of the suggestions not told yet
  std::int64_t told_ = 0;
  std::size_t asked_ = 0;
  std::vector<std::vector<Chance>> chances_;  // by parameter, then value
  std::vector<std::uint8_t> drawn_;           // by parameter, then candidate
};

}  // namespace

const OptimizerInfo kTpe = {"tpe", "Tree-structured Parzen estimator", "Bergstra et al., NeurIPS 2011", kOptions,
                            [](const Task& task, const Options& options) -> std::unique_ptr<Optimizer> {
                              return std::make_unique<Tpe>(task, options);
                            }};

}  // namespace cellar::optimizer
