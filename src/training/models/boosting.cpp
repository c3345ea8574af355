// SPDX-License-Identifier: Apache-2.0
#include "training/models/boosting.hpp"

#include <cmath>
#include <numeric>

#include <cellar/base/decimal.hpp>
#include <cellar/base/rng.hpp>
#include "training/models/boosting_state.hpp"
#include "training/xgboost_handles.hpp"
#include "training/xgboost_trees.hpp"

namespace cellar::training {
namespace {

using base::Done;
using base::Result;
using surrogate::RowMatrix;

// Rows in XGBoost's hands, with what the trees so far say of them.
struct BoostedRows {
  MatrixOwner matrix;
  std::vector<float> labels;

  static Result<BoostedRows> make(const RowMatrix& rows, std::vector<float> labels) {
    auto matrix = make_matrix(std::vector<float>(rows.values.begin(), rows.values.end()), rows.columns, labels);
    if (!matrix) return matrix.error();
    return BoostedRows{*std::move(matrix), std::move(labels)};
  }

  Result<Done> start_from(const std::vector<float>& margins) const {
    if (XGDMatrixSetFloatInfo(matrix.get(), "base_margin", margins.data(), margins.size()) != 0)
      return xgboost_error("XGDMatrixSetFloatInfo");
    return Done{};
  }

  Result<std::vector<float>> predicted(BoosterHandle booster) const {
    bst_ulong count = 0;
    const float* values = nullptr;
    if (XGBoosterPredict(booster, matrix.get(), 0, 0, 0, &count, &values) != 0)
      return xgboost_error("XGBoosterPredict");
    return std::vector<float>(values, values + count);
  }

  double error_of(std::span<const float> answers) const {
    double sum = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const double gap = double{answers[i]} - double{labels[i]};
      sum += gap * gap;
    }
    return std::sqrt(sum / static_cast<double>(labels.size()));
  }
};

// Targets about their mean, so that XGBoost's sums of 32-bit floats stay near zero.
std::vector<float> about(double centre, std::span<const double> targets) {
  std::vector<float> labels;
  for (const double target : targets) labels.push_back(static_cast<float>(target - centre));
  return labels;
}

class Boosting {
 public:
  Boosting(const MemberFit& fit, const BoostingSettings& settings) : fit_(fit), settings_(settings) {}

  Result<BoostedMember> run(const RowMatrix& fitted, const RowMatrix& stopping) {
    const auto targets = percent_targets(fit_.data(), fit_.rows().fitted);
    const double centre = std::accumulate(targets.begin(), targets.end(), 0.0) / static_cast<double>(targets.size());
    auto fitted_rows = BoostedRows::make(fitted, about(centre, targets));
    if (!fitted_rows) return fitted_rows.error();
    auto stopping_rows =
        BoostedRows::make(stopping, about(centre, percent_targets(fit_.data(), fit_.rows().stopping)));
    if (!stopping_rows) return stopping_rows.error();
    auto state = BoostingState::resume(fit_, fitted.columns, fitted.rows(), stopping.rows());
    if (!state) return state.error();
    while (!state->over(settings_)) {
      if (const auto done = block(*fitted_rows, *stopping_rows, *state); !done) return done.error();
      if (const auto kept = state->keep(fit_, fitted.columns); !kept) return kept.error();
    }
    state->trees.resize(static_cast<std::size_t>(state->best_rounds));
    return BoostedMember{centre, std::move(state->trees), state->best_error};
  }

 private:
  std::vector<BoosterParameter> parameters(int block) const {
    const auto decimal = [](double value) { return base::shortest_decimal(value); };
    // XGBoost takes seeds of 31 bits.
    base::Rng rng = base::Rng::derive(fit_.seed(), "boosting block", static_cast<std::uint64_t>(block));
    const std::uint64_t seed = rng.next() >> 33;
    return {
        {"objective", "reg:squarederror"},
        {"base_score", "0"},
        {"tree_method", "hist"},
        {"nthread", "1"},  // more would sum histograms in another order
        {"eta", decimal(settings_.learning_rate)},
        {"max_depth", std::to_string(settings_.depth)},
        {"min_child_weight", decimal(settings_.min_child_weight)},
        {"colsample_bytree", decimal(settings_.columns_by_tree)},
        {"colsample_bylevel", decimal(settings_.columns_by_level)},
        {"lambda", decimal(settings_.l2)},
        {"alpha", decimal(settings_.l1)},
        {"seed", std::to_string(seed)},
    };
  }

  Result<Done> block(const BoostedRows& fitted, const BoostedRows& stopping, BoostingState& state) {
    if (const auto set = fitted.start_from(state.fitted_margins); !set) return set;
    if (const auto set = stopping.start_from(state.stopping_margins); !set) return set;
    const auto booster = make_booster(fitted.matrix.get(), parameters(state.rounds / kBlockRounds));
    if (!booster) return booster.error();
    const int end = std::min(state.rounds + kBlockRounds, settings_.rounds);
    for (int round = 0; state.rounds < end && !state.over(settings_); ++round) {
      if (XGBoosterUpdateOneIter(booster->get(), round, fitted.matrix.get()) != 0)
        return xgboost_error("XGBoosterUpdateOneIter");
      auto answers = stopping.predicted(booster->get());
      if (!answers) return answers.error();
      state.stopping_margins = *std::move(answers);
      state.count_round(stopping.error_of(state.stopping_margins));
      if (const auto on = fit_.step(state.rounds, settings_.rounds); !on) return on;
    }
    auto trees = deep_trees_from_booster(booster->get());
    if (!trees) return trees.error();
    state.trees.insert(state.trees.end(), trees->begin(), trees->end());
    auto answers = fitted.predicted(booster->get());
    if (!answers) return answers.error();
    state.fitted_margins = *std::move(answers);
    return Done{};
  }

  const MemberFit& fit_;
  const BoostingSettings& settings_;
};

}  // namespace

Result<BoostedMember> boost(const MemberFit& fit, const RowMatrix& fitted, const RowMatrix& stopping,
                            const BoostingSettings& settings) {
  return Boosting(fit, settings).run(fitted, stopping);
}

}  // namespace cellar::training
