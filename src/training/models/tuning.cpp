// SPDX-License-Identifier: Apache-2.0
#include "training/models/tuning.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "training/data/splits.hpp"
#include "training/measures/test_figures.hpp"

namespace cellar::training {
namespace {

using oneshot::Hyperparameter;
using oneshot::TuningSpace;

// Name, least, greatest, standard, parts and places of the grid, logarithmic, whole.
std::vector<Hyperparameter> boosting(double slowest, double fastest, double rate, double deepest, double depth,
                                     double child, double columns, double l2) {
  return {{"learning_rate", slowest, fastest, rate, 7, 1, true, false},
          {"depth", 2, deepest, depth, static_cast<int>(deepest) - 1, 1, false, true},
          {"min_child_weight", 1, 100, child, 9, 1, true, false},
          {"columns_by_tree", 0.1, 1, columns, 10, 1, false, false},
          {"lambda", 0.01, 100, l2, 9, 1, true, false}};
}

const std::map<std::string_view, TuningSpace>& spaces() {
  static const std::map<std::string_view, TuningSpace> all = {
      {"xgb", {"xgb", boosting(0.005, 0.3, 0.008238, 15, 13, 39, 0.2545, 31.39)}},
      {"xgb-light", {"xgb-light", boosting(0.02, 0.5, 0.15, 6, 6, 5, 0.5, 1)}},
      {"rf", {"rf", {{"min_leaf", 1, 10, 2, 10, 1, false, true}, {"columns", 0.05, 1, 0.1706, 20, 1, false, false}}}},
      {"svr", {"svr", {{"cost", 0.1, 100, 3.066, 7, 1, true, false}, {"epsilon", 0.005, 0.5, 0.0251, 5, 1, true, false},
                       {"gamma", 0.001, 1, 0.03, 7, 1, true, false}}}},
      {"nusvr", {"nusvr", {{"cost", 0.1, 100, 5.313, 7, 1, true, false}, {"nu", 0.1, 0.9, 0.184, 9, 1, false, false},
                           {"gamma", 0.001, 1, 0.03, 7, 1, true, false}}}},
  };
  return all;
}

}  // namespace

base::Result<const TuningSpace*> regressor_tuning_space(std::string_view model) {
  const auto found = spaces().find(model);
  if (found != spaces().end()) return &found->second;
  std::string known;
  for (const auto& [name, space] : spaces()) known += (known.empty() ? "" : ", ") + std::string(name);
  return base::Error{base::ErrorCode::invalid_argument, "has no space of hyperparameters; these have: " + known,
                     std::string(model)};
}

benchmark::FidelityRange tuning_points(const Split& split) {
  const int all = static_cast<int>(split.train.size());
  std::vector<int> steps = {std::max(1, all / 4), std::max(1, all / 2), all};
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  return {steps.front(), all, "architectures", steps};
}

base::Result<double> tuning_score(const ModelKind& kind, const optimizer::Options& options, const FitRequest& request,
                                  int points) {
  const Split inner = with_training_points({"tuning", request.split->train, {}, request.split->validation},
                                           static_cast<std::size_t>(points), request.seed);
  FitRequest one = request;
  one.split = &inner;
  one.members = 1;
  one.checkpoints = nullptr;
  const auto ensemble = kind.fit(one, options);
  if (!ensemble) return ensemble.error();
  const auto answers = (*ensemble)->predict(test_architectures(*request.data, inner));
  std::vector<double> truth;
  for (const std::size_t row : inner.test) truth.push_back(request.data->val_accuracy[row]);
  return std::clamp(agreement(answers, truth).r2, 0.0, 1.0);
}

}  // namespace cellar::training
