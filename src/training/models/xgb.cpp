// SPDX-License-Identifier: Apache-2.0
// Models `xgb` and `xgb-light`: gradient boosted trees. The first has the settings that NAS-Bench-301 publishes (arXiv
// 2008.09777; automl/nasbench301@61c670e, surrogate_models/configs/model_configs/gradient_boosting), the second's
// members fit a TreeEnsemble, which answers in microseconds.
#include "training/models/xgb.hpp"

#include <cmath>

#include "training/models/boosting.hpp"
#include "training/models/encoded_regressor.hpp"
#include "training/models/model_options.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using optimizer::OptionInfo;
using optimizer::Options;
using surrogate::DeepTree;

constexpr BoostingSettings kPublished = {20'000, 100, 0.008238, 13, 39, 0.2545, 0.6909, 31.39, 0.2417};
// Those of nb301-trees-v1 (tree_fit.hpp), whose members do not stop early.
constexpr BoostingSettings kLight = {500, 100, 0.15, surrogate::kMaxDepth, 5, 0.5, 1, 1, 0};
constexpr int kMaxBoostedDepth = 30;
// Leaves of xgb-light are multiples of this, in percentage points.
constexpr double kQuantum = 0.001;

std::vector<OptionInfo> option_table(const BoostingSettings& standard, std::string_view encoding, double deepest) {
  return {
      encoding_option(encoding),
      {"rounds", "Trees of a member at most", std::int64_t{standard.rounds}, 1, 20'000, {}},
      {"patience", "Rounds without a smaller error on the member's fold after which it ends",
       std::int64_t{standard.patience}, 1, 20'000, {}},
      {"learning_rate", "Share of a tree that is added", standard.learning_rate, 1e-4, 1, {}},
      {"depth", "Levels of a tree", std::int64_t{standard.depth}, 1, deepest, {}},
      {"min_child_weight", "Architectures in a leaf at least", standard.min_child_weight, 1, 10'000, {}},
      {"columns_by_tree", "Share of the columns that a tree may use", standard.columns_by_tree, 0.01, 1, {}},
      {"columns_by_level", "Share of these that a level may use", standard.columns_by_level, 0.01, 1, {}},
      {"lambda", "L2 penalty on leaves", standard.l2, 0, 1e4, {}},
      {"alpha", "L1 penalty on leaves", standard.l1, 0, 1e4, {}},
  };
}

BoostingSettings settings_of(const Options& options) {
  return {static_cast<int>(options.integer("rounds")), static_cast<int>(options.integer("patience")),
          options.real("learning_rate"), static_cast<int>(options.integer("depth")), options.real("min_child_weight"),
          options.real("columns_by_tree"), options.real("columns_by_level"), options.real("lambda"),
          options.real("alpha")};
}

struct BoostedEnsemble {
  std::size_t columns = 0;
  std::vector<BoostedMember> members;
};

Result<BoostedEnsemble> boost_members(const FitRequest& request, const Options& options) {
  const BoostingSettings settings = settings_of(options);
  const Dataset& data = *request.data;
  const auto all = encode_rows(options.text("encoding"), *data.space, data.architectures);
  if (!all) return all.error();
  auto members = fit_members(request, [&](const MemberFit& fit) {
    return boost(fit, rows_of(*all, fit.rows().fitted), rows_of(*all, fit.rows().stopping), settings);
  });
  if (!members) return members.error();
  return BoostedEnsemble{all->columns, *std::move(members)};
}

Result<std::unique_ptr<FittedEnsemble>> fit_deep(const FitRequest& request, const Options& options) {
  auto boosted = boost_members(request, options);
  if (!boosted) return boosted.error();
  surrogate::DeepTreeEnsemble ensemble{kPercent, static_cast<std::uint32_t>(boosted->columns), {}, {}};
  for (auto& member : boosted->members) {
    ensemble.base.push_back(kPercent * member.base);
    ensemble.members.push_back(std::move(member.trees));
  }
  return EncodedRegressor::make("xgb", *request.data->space, options.text("encoding"), std::move(ensemble));
}

Result<surrogate::Tree> light_tree(const DeepTree& deep) {
  surrogate::Tree tree;
  for (const auto& node : deep.nodes) {
    const double quanta = std::nearbyint(node.leaf / kQuantum);
    if (node.threshold < 0 || !(std::abs(quanta) <= 32767))
      return Error{ErrorCode::invalid_argument, "has columns below 0 or errors beyond 32 percentage points, which "
                   "xgb-light cannot keep; take xgb", "data"};
    tree.nodes.push_back({node.feature == DeepTree::kLeaf ? std::uint8_t{0} : node.feature,
                          static_cast<std::uint8_t>(node.threshold), node.feature == DeepTree::kLeaf,
                          static_cast<std::int32_t>(quanta)});
  }
  return tree;
}

Result<std::unique_ptr<FittedEnsemble>> fit_light(const FitRequest& request, const Options& options) {
  const auto boosted = boost_members(request, options);
  if (!boosted) return boosted.error();
  surrogate::TreeEnsembleSpec spec{"val_accuracy", kQuantum * kPercent, {}, {}};
  for (const auto& member : boosted->members) {
    spec.base.push_back(kPercent * member.base);
    auto& trees = spec.members.emplace_back();
    for (const DeepTree& deep : member.trees) {
      auto tree = light_tree(deep);
      if (!tree) return tree.error();
      trees.push_back(*std::move(tree));
    }
  }
  return EncodedRegressor::make("xgb-light", *request.data->space, options.text("encoding"), std::move(spec));
}

}  // namespace

ModelKind xgb_kind() {
  static const auto options = option_table(kPublished, "categories", kMaxBoostedDepth);
  return {"xgb", "Gradient boosted trees (XGBoost) with NAS-Bench-301's settings", options, fit_deep,
          EncodedRegressor::read};
}

ModelKind xgb_light_kind() {
  static const auto options = option_table(kLight, "features", surrogate::kMaxDepth);
  return {"xgb-light", "Gradient boosted trees of depth 6 with quantised leaves, as nb301-trees-v1 has them", options,
          fit_light, EncodedRegressor::read};
}

}  // namespace cellar::training
