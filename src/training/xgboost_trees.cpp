// SPDX-License-Identifier: Apache-2.0
#include "training/xgboost_trees.hpp"

#include <cmath>
#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "training/xgboost_handles.hpp"

namespace cellar::training {
namespace {

using nlohmann::json;
using surrogate::DeepTree;
using surrogate::Tree;

base::Error refusal(std::string message, std::size_t tree, std::size_t node) {
  return {base::ErrorCode::invalid_argument, std::move(message),
          "tree " + std::to_string(tree) + ", node " + std::to_string(node)};
}

/// One tree of the JSON model: arrays over its nodes; a node without children (-1) holds its leaf in split_conditions.
struct BoosterTree {
  std::vector<int> left, right, feature;
  std::vector<double> value;

  explicit BoosterTree(const json& tree)
      : left(tree.at("left_children").get<std::vector<int>>()),
        right(tree.at("right_children").get<std::vector<int>>()),
        feature(tree.at("split_indices").get<std::vector<int>>()),
        value(tree.at("split_conditions").get<std::vector<double>>()) {}
};

class PreorderCopy {
 public:
  PreorderCopy(const BoosterTree& source, std::size_t number, double quantum)
      : source_(source), number_(number), quantum_(quantum) {}

  base::Result<Tree> copy() {
    if (auto done = subtree(0, surrogate::kMaxDepth); !done) return done.error();
    return std::move(tree_);
  }

 private:
  base::Result<base::Done> subtree(std::size_t node, int levels) {
    if (source_.left[node] < 0) return leaf(node);
    if (levels == 0) return refusal("deeper than " + std::to_string(surrogate::kMaxDepth) + " levels", number_, node);
    const double threshold = std::ceil(source_.value[node]) - 1;
    if (!(threshold >= 0 && threshold <= 254)) return refusal("threshold does not separate 0..255", number_, node);
    if (source_.feature[node] > 255) return refusal("feature beyond the 256th", number_, node);
    tree_.nodes.push_back({static_cast<std::uint8_t>(source_.feature[node]), static_cast<std::uint8_t>(threshold),
                           false, 0});
    if (auto done = subtree(static_cast<std::size_t>(source_.left[node]), levels - 1); !done) return done;
    return subtree(static_cast<std::size_t>(source_.right[node]), levels - 1);
  }

  base::Result<base::Done> leaf(std::size_t node) {
    const double quanta = std::nearbyint(source_.value[node] / quantum_);
    if (!(std::abs(quanta) <= 32767)) return refusal("leaf beyond 32767 quanta", number_, node);
    tree_.nodes.push_back({0, 0, true, static_cast<std::int32_t>(quanta)});
    return base::Done{};
  }

  const BoosterTree& source_;
  std::size_t number_;
  double quantum_;
  Tree tree_;
};

base::Result<MemberTrees> trees_from_json(const json& learner, double quantum) {
  MemberTrees member;
  member.base = std::strtof(learner.at("learner_model_param").at("base_score").get<std::string>().c_str(), nullptr);
  for (const json& tree : learner.at("gradient_booster").at("model").at("trees")) {
    auto copied = PreorderCopy(BoosterTree(tree), member.trees.size(), quantum).copy();
    if (!copied) return copied.error();
    member.trees.push_back(*std::move(copied));
  }
  return member;
}

// Preorder without recursion, as deep trees may be; `open` are the inner nodes whose right child is still to come.
base::Result<DeepTree> deep_copy(const BoosterTree& source, std::size_t number) {
  DeepTree tree;
  std::vector<std::size_t> to_copy = {0}, open;
  while (!to_copy.empty()) {
    const std::size_t node = to_copy.back();
    to_copy.pop_back();
    if (source.left[node] < 0) {
      tree.nodes.push_back({DeepTree::kLeaf, 0, static_cast<float>(source.value[node]), 0});
      if (open.empty()) continue;
      tree.nodes[open.back()].right = static_cast<std::uint32_t>(tree.nodes.size());
      open.pop_back();
      continue;
    }
    const double threshold = std::ceil(source.value[node]) - 1;
    if (!(threshold >= DeepTree::kMinThreshold && threshold <= DeepTree::kMaxThreshold))
      return refusal("threshold does not separate -1..255", number, node);
    if (source.feature[node] >= DeepTree::kMaxFeatures) return refusal("feature beyond the 255th", number, node);
    open.push_back(tree.nodes.size());
    tree.nodes.push_back({static_cast<std::uint8_t>(source.feature[node]), static_cast<std::int16_t>(threshold), 0, 0});
    to_copy.push_back(static_cast<std::size_t>(source.right[node]));
    to_copy.push_back(static_cast<std::size_t>(source.left[node]));
  }
  return tree;
}

base::Result<std::vector<DeepTree>> deep_trees_from_json(const json& learner) {
  std::vector<DeepTree> trees;
  for (const json& tree : learner.at("gradient_booster").at("model").at("trees")) {
    auto copied = deep_copy(BoosterTree(tree), trees.size());
    if (!copied) return copied.error();
    trees.push_back(*std::move(copied));
  }
  return trees;
}

// `read` on XGBoost's own description of a booster.
template <class Read>
auto from_booster(BoosterHandle booster, Read read) -> decltype(read(json())) {
  bst_ulong length = 0;
  const char* text = nullptr;
  if (XGBoosterSaveModelToBuffer(booster, R"({"format": "json"})", &length, &text) != 0)
    return xgboost_error("XGBoosterSaveModelToBuffer");
  try {
    return read(json::parse(text, text + length).at("learner"));
  } catch (const json::exception& unexpected) {
    return base::Error{base::ErrorCode::internal, unexpected.what(), "XGBoost's JSON model"};
  }
}

}  // namespace

base::Result<MemberTrees> trees_from_booster(BoosterHandle booster, double quantum) {
  return from_booster(booster, [&](const json& learner) { return trees_from_json(learner, quantum); });
}

base::Result<std::vector<surrogate::DeepTree>> deep_trees_from_booster(BoosterHandle booster) {
  return from_booster(booster, deep_trees_from_json);
}

}  // namespace cellar::training
