// SPDX-License-Identifier: Apache-2.0
#include "training/tree_fit.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>

#include <cellar/base/rng.hpp>
#include "training/xgboost_handles.hpp"
#include "training/xgboost_trees.hpp"

namespace cellar::training {
namespace {

// The rows a member is fitted to, as XGBoost wants them.
base::Result<MatrixOwner> member_matrix(const FeatureMatrix& features, std::span<const float> targets,
                                        std::span<const std::size_t> rows) {
  std::vector<float> values, labels;
  values.reserve(rows.size() * features.columns);
  for (const std::size_t row : rows) {
    const auto first = features.values.begin() + static_cast<std::ptrdiff_t>(row * features.columns);
    values.insert(values.end(), first, first + static_cast<std::ptrdiff_t>(features.columns));
    labels.push_back(targets[row]);
  }
  return make_matrix(values, features.columns, labels);
}

base::Result<MemberTrees> fit_member(DMatrixHandle matrix, const TreeFitOptions& options, int seed) {
  const BoosterParameter parameters[] = {
      {"objective", "reg:squarederror"},
      {"base_score", "0"},
      {"tree_method", "hist"},
      {"nthread", "1"},  // more would sum histograms in another order
      {"max_depth", std::to_string(options.max_depth)},
      {"eta", std::to_string(options.learning_rate)},
      {"min_child_weight", std::to_string(options.min_child_weight)},
      {"colsample_bytree", std::to_string(options.columns)},
      {"seed", std::to_string(seed)},
  };
  const auto booster = make_booster(matrix, parameters);
  if (!booster) return booster.error();
  for (int round = 0; round < options.trees; ++round)
    if (XGBoosterUpdateOneIter(booster->get(), round, matrix) != 0) return xgboost_error("XGBoosterUpdateOneIter");
  return trees_from_booster(booster->get(), options.quantum);
}

std::vector<std::size_t> rows_without(const std::vector<int>& fold, int left_out, bool all) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < fold.size(); ++i)
    if (all || fold[i] != left_out) rows.push_back(i);
  return rows;
}

}  // namespace

std::vector<int> draw_folds(std::size_t rows, int folds) {
  std::vector<int> fold(rows);
  for (std::size_t i = 0; i < rows; ++i) fold[i] = static_cast<int>(i % static_cast<std::size_t>(folds));
  base::Rng rng = base::Rng::derive(0, "folds", 0);
  rng.shuffle(std::span(fold));
  return fold;
}

base::Result<surrogate::TreeEnsembleSpec> fit_trees(std::string name, const FeatureMatrix& features,
                                                    std::span<const double> targets, const TreeFitOptions& options,
                                                    const FitProgress& progress) {
  const double centre = std::accumulate(targets.begin(), targets.end(), 0.0) / static_cast<double>(targets.size());
  std::vector<float> scaled;
  for (const double target : targets) scaled.push_back(static_cast<float>((target - centre) / options.unit));
  const std::vector<int> fold = draw_folds(features.rows(), options.members);

  std::vector<std::optional<base::Result<MemberTrees>>> members(static_cast<std::size_t>(options.members));
  std::atomic<int> next = 0;
  std::mutex mutex;
  int done = 0;
  const auto work = [&] {
    for (int m = next++; m < options.members; m = next++) {
      auto& member = members[static_cast<std::size_t>(m)];
      const auto matrix = member_matrix(features, scaled, rows_without(fold, m, options.members == 1));
      if (matrix) member = fit_member(matrix->get(), options, m);
      else member = matrix.error();
      const std::lock_guard lock(mutex);
      progress(++done);
    }
  };
  const unsigned threads = options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  {
    std::vector<std::jthread> pool;
    for (unsigned i = 0; i < std::min(threads, static_cast<unsigned>(options.members)); ++i) pool.emplace_back(work);
  }
  surrogate::TreeEnsembleSpec spec{std::move(name), options.quantum * options.unit, {}, {}};
  for (auto& member : members) {
    if (!*member) return member->error();
    spec.base.push_back(centre + options.unit * (*member)->base);
    spec.members.push_back(std::move((*member)->trees));
  }
  return spec;
}

std::vector<double> predict_mean(const surrogate::TreeEnsemble& ensemble, const FeatureMatrix& features) {
  const auto members = static_cast<std::size_t>(ensemble.members());
  std::vector<double> by_member(features.rows() * members);
  ensemble.predict_batch(features.values, features.rows(), by_member);
  std::vector<double> means(features.rows());
  for (std::size_t i = 0; i < means.size(); ++i) {
    double sum = 0;
    for (std::size_t m = 0; m < members; ++m) sum += by_member[i * members + m];
    means[i] = sum / static_cast<double>(members);
  }
  return means;
}

}  // namespace cellar::training
