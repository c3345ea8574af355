// SPDX-License-Identifier: Apache-2.0
// Model `rf`: a random forest (Breiman, Machine Learning 45, 2001) with NAS-Bench-301's settings (automl/nasbench301
// @61c670e, sklearn_forest): 116 trees, at least two drawn rows in a leaf, 0.1706 of the columns at each node, and as
// many rows drawn with replacement for each tree as there are. There, bootstrap is the text "False", which counts as
// true.
//
// A tree is one round of XGBoost, unlimited in depth and without penalties, in which each row weighs as often as it was
// drawn. Where all columns that a node drew are constant it becomes a leaf; scikit-learn draws on. The forest of the
// optimizer smac splits sets of categories and takes at most 64 columns, which is another model.
#include "training/models/random_forest.hpp"

#include <numeric>

#include <cellar/base/decimal.hpp>
#include <cellar/base/rng.hpp>
#include "training/models/encoded_regressor.hpp"
#include "training/models/member_fits.hpp"
#include "training/models/model_options.hpp"
#include "training/xgboost_handles.hpp"
#include "training/xgboost_trees.hpp"

namespace cellar::training {
namespace {

using base::Done;
using base::Result;
using optimizer::OptionInfo;
using optimizer::Options;
using surrogate::DeepTree;
using surrogate::DeepTreeEnsemble;
using surrogate::RowMatrix;

constexpr const char* kStateKind = "forest-state";
constexpr const char* kTreesSection = "deep trees";
// Trees between two checkpoints.
constexpr std::size_t kKeptTrees = 10;

const std::vector<OptionInfo>& option_table() {
  static const std::vector<OptionInfo> options = {
      encoding_option("categories"),
      {"trees", "Trees of a member", std::int64_t{116}, 1, 10'000, {}},
      {"min_leaf", "Drawn architectures in a leaf at least", std::int64_t{2}, 1, 10'000, {}},
      {"columns", "Share of the columns that a node may use", 0.1706, 0.001, 1, {}},
  };
  return options;
}

class ForestMember {
 public:
  ForestMember(const MemberFit& fit, const Options& options) : fit_(fit), options_(options) {}

  /// Leaves are targets in per cent about their mean, `base` of the only member.
  Result<DeepTreeEnsemble> grow(const RowMatrix& rows) {
    const auto targets = percent_targets(fit_.data(), fit_.rows().fitted);
    const double centre = std::accumulate(targets.begin(), targets.end(), 0.0) / static_cast<double>(targets.size());
    std::vector<float> labels;
    for (const double target : targets) labels.push_back(static_cast<float>(target - centre));
    const auto matrix = make_matrix(std::vector<float>(rows.values.begin(), rows.values.end()), rows.columns, labels);
    if (!matrix) return matrix.error();
    if (const auto binned = bin(matrix->get()); !binned) return binned.error();

    auto forest = resume(rows.columns, centre);
    if (!forest) return forest.error();
    auto& trees = forest->members.front();
    const auto wanted = static_cast<std::size_t>(options_.integer("trees"));
    while (trees.size() < wanted) {
      auto tree = grow_tree(matrix->get(), labels.size(), trees.size());
      if (!tree) return tree.error();
      trees.push_back(*std::move(tree));
      if (const auto on = fit_.step(static_cast<int>(trees.size()), static_cast<int>(wanted)); !on) return on.error();
      if (trees.size() % kKeptTrees != 0 && trees.size() != wanted) continue;
      if (const auto kept = keep(*forest); !kept) return kept.error();
    }
    return forest;
  }

 private:
  Result<BoosterOwner> booster(DMatrixHandle matrix, std::uint64_t seed) const {
    const BoosterParameter parameters[] = {
        {"objective", "reg:squarederror"}, {"base_score", "0"}, {"tree_method", "hist"}, {"nthread", "1"},
        {"eta", "1"}, {"max_depth", "0"}, {"lambda", "0"},
        {"min_child_weight", std::to_string(options_.integer("min_leaf"))},
        {"colsample_bynode", base::shortest_decimal(options_.real("columns"))},
        {"seed", std::to_string(seed >> 33)},  // 31 bits
    };
    return make_booster(matrix, parameters);
  }

  // XGBoost bins the columns once, by the rows it sees first: all of them, not those that the first tree drew.
  Result<Done> bin(DMatrixHandle matrix) const {
    const auto once = booster(matrix, 0);
    if (!once) return once.error();
    if (XGBoosterUpdateOneIter(once->get(), 0, matrix) != 0) return xgboost_error("XGBoosterUpdateOneIter");
    return Done{};
  }

  Result<DeepTree> grow_tree(DMatrixHandle matrix, std::size_t rows, std::size_t number) const {
    base::Rng rng = base::Rng::derive(fit_.seed(), "bootstrap", number);
    std::vector<float> times(rows, 0.0F);
    for (std::size_t i = 0; i < rows; ++i) times[rng.below(static_cast<std::uint32_t>(rows))] += 1;
    if (XGDMatrixSetFloatInfo(matrix, "weight", times.data(), times.size()) != 0)
      return xgboost_error("XGDMatrixSetFloatInfo");
    const auto one = booster(matrix, rng.next());
    if (!one) return one.error();
    if (XGBoosterUpdateOneIter(one->get(), 0, matrix) != 0) return xgboost_error("XGBoosterUpdateOneIter");
    auto trees = deep_trees_from_booster(one->get());
    if (!trees) return trees.error();
    return std::move(trees->front());
  }

  Result<DeepTreeEnsemble> resume(std::size_t columns, double centre) const {
    const DeepTreeEnsemble none{1, static_cast<std::uint32_t>(columns), {centre}, {{}}};
    const auto state = fit_.kept();
    if (!state) return state.error();
    if (!*state) return none;
    const auto payload = read_bytes(**state, kTreesSection);
    if (!payload) return payload.error();
    auto forest = surrogate::decode_deep_trees(*payload);
    if (!forest) return forest.error();
    if ((*state)->kind != kStateKind || forest->features != columns || forest->base != none.base)
      return base::Error{base::ErrorCode::model_damaged, "is not of this fit; take another folder of checkpoints",
                         kTreesSection};
    return forest;
  }

  Result<Done> keep(const DeepTreeEnsemble& forest) const {
    surrogate::ModelFile state{kStateKind, "checkpoint", "1", {}};
    write_bytes(state, kTreesSection, surrogate::encode_deep_trees(forest));
    return fit_.keep(state);
  }

  const MemberFit& fit_;
  const Options& options_;
};

Result<std::unique_ptr<FittedEnsemble>> fit_forest(const FitRequest& request, const Options& options) {
  const Dataset& data = *request.data;
  const auto all = encode_rows(options.text("encoding"), *data.space, data.architectures);
  if (!all) return all.error();
  auto members = fit_members(request, [&](const MemberFit& fit) {
    return ForestMember(fit, options).grow(rows_of(*all, fit.rows().fitted));
  });
  if (!members) return members.error();
  DeepTreeEnsemble ensemble{kPercent / static_cast<double>(options.integer("trees")),
                            static_cast<std::uint32_t>(all->columns), {}, {}};
  for (auto& member : *members) {
    ensemble.base.push_back(kPercent * member.base.front());
    ensemble.members.push_back(std::move(member.members.front()));
  }
  return EncodedRegressor::make("rf", *data.space, options.text("encoding"), std::move(ensemble));
}

}  // namespace

ModelKind random_forest_kind() {
  return {"rf", "Random forest with NAS-Bench-301's settings", option_table(), fit_forest, EncodedRegressor::read};
}

}  // namespace cellar::training
