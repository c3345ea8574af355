// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/tree_ensemble.hpp>

#include <algorithm>
#include <functional>
#include <limits>

#include <doctest/doctest.h>

#include "surrogate/random_trees.hpp"

using namespace cellar;
using namespace cellar::surrogate;
using namespace cellar::surrogate::testing;

namespace {

double naive(const TreeEnsembleSpec& spec, std::size_t member, std::span<const std::uint8_t> row) {
  std::int64_t sum = 0;
  for (const Tree& tree : spec.members[member]) sum += walk(tree, row);
  return spec.base[member] + spec.quantum * static_cast<double>(sum);
}

std::vector<double> predictions(const TreeEnsembleSpec& spec, int feature_count, std::span<const std::uint8_t> row) {
  const auto ensemble = TreeEnsemble::build(spec, feature_count);
  REQUIRE(ensemble);
  std::vector<double> out(spec.members.size());
  ensemble->predict(row, out);
  return out;
}

const Tree kStump{{{.feature = 1, .threshold = 3, .leaf = false, .value = 0},
                   {.feature = 0, .threshold = 0, .leaf = true, .value = -7},
                   {.feature = 0, .threshold = 0, .leaf = true, .value = 11}}};

TreeEnsembleSpec one_stump() { return {.name = "q", .quantum = 0.5, .base = {100}, .members = {{kStump}}}; }

}  // namespace

TEST_CASE("a stump sends features above its threshold to the right") {
  const auto ensemble = TreeEnsemble::build(one_stump(), 2);
  REQUIRE(ensemble);
  double out = 0;
  for (const auto& [feature, expected] : {std::pair{0, 96.5}, {3, 96.5}, {4, 105.5}, {255, 105.5}}) {
    const std::uint8_t row[] = {255, static_cast<std::uint8_t>(feature)};
    ensemble->predict(row, {&out, 1});
    CHECK(out == expected);
  }
}

TEST_CASE("predictions equal a plain walk, row by row and in batches") {
  base::Rng rng(20);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const int feature_count = round == 0 ? 256 : 1 + static_cast<int>(rng.below(40));
    const std::size_t members = 1 + rng.below(4);
    // Batches of up to 150 rows cross the blocks of rows, members of up to 200 trees those of trees.
    const std::size_t rows = rng.below(150);
    const TreeEnsembleSpec spec = random_spec(members, round % 10 == 0 ? 200 : 40, feature_count, rng);
    const auto ensemble = TreeEnsemble::build(spec, feature_count);
    REQUIRE(ensemble);
    CHECK(ensemble->members() == static_cast<int>(members));
    CHECK(ensemble->feature_count() == feature_count);

    const std::size_t width = static_cast<std::size_t>(feature_count);
    const std::vector<std::uint8_t> features = random_features(rows * width, rng);
    std::vector<double> batch(rows * members);
    ensemble->predict_batch(features, rows, batch);
    for (std::size_t r = 0; r < rows; ++r) {
      const auto row = std::span(features).subspan(r * width, width);
      std::vector<double> single(members);
      ensemble->predict(row, single);
      for (std::size_t m = 0; m < members; ++m) {
        REQUIRE(single[m] == naive(spec, m, row));
        REQUIRE(batch[r * members + m] == single[m]);
      }
    }
  }
}

TEST_CASE("the order of a member's trees, and so their place in an interleave, does not matter") {
  base::Rng rng(21);
  TreeEnsembleSpec spec = random_spec(1, 100, 10, rng);
  const std::vector<std::uint8_t> row = random_features(10, rng);
  const std::vector<double> before = predictions(spec, 10, row);
  for (int round = 0; round < 10; ++round) {
    rng.shuffle(std::span(spec.members[0]));
    CHECK(predictions(spec, 10, row) == before);
  }
}

TEST_CASE("the largest sums fit") {
  TreeEnsembleSpec spec{.name = "q", .quantum = 1, .base = {0, 0}, .members = {{}, {}}};
  spec.members[0].assign(kMaxTrees / 2, Tree{{{.value = 32'767}}});
  spec.members[1].assign(kMaxTrees / 2, Tree{{{.value = -32'768}}});
  const std::uint8_t row[] = {0};
  CHECK(predictions(spec, 1, row) == std::vector{32'767.0 * 32'768, -32'768.0 * 32'768});
  spec.members[0].push_back(Tree{{{.value = 0}}});
  const auto refused = TreeEnsemble::build(spec, 1);
  REQUIRE(!refused);
  CHECK(refused.error().message.find("65536 trees") != std::string::npos);
}

TEST_CASE("build refuses what it cannot answer for, and says where") {
  struct Fault {
    std::string message;
    const char* where;
    std::function<void(TreeEnsembleSpec&)> make;
  };
  const auto nodes = [](TreeEnsembleSpec& spec) -> std::vector<Tree::Node>& { return spec.members[0][0].nodes; };
  const Fault faults[] = {
      {"quantum", "", [](auto& spec) { spec.quantum = 0; }},
      {"quantum", "", [](auto& spec) { spec.quantum = std::numeric_limits<double>::infinity(); }},
      {"quantum", "", [](auto& spec) { spec.quantum = std::numeric_limits<double>::quiet_NaN(); }},
      {"1 to 256 members", "", [](auto& spec) { spec.members.clear(), spec.base.clear(); }},
      {"1 to 256 members", "", [](auto& spec) { spec.base.push_back(1); }},
      {"1 to 256 members", "", [](auto& spec) { spec.members.resize(257), spec.base.resize(257); }},
      {"not finite", "member 0", [](auto& spec) { spec.base[0] = std::numeric_limits<double>::quiet_NaN(); }},
      {"ends before", "member 0, tree 0, node 0", [&](auto& spec) { nodes(spec).clear(); }},
      {"ends before", "member 0, tree 0, node 2", [&](auto& spec) { nodes(spec).pop_back(); }},
      {"nodes follow", "member 0, tree 0, node 3", [&](auto& spec) { nodes(spec).push_back({}); }},
      {"feature 2 of 2", "member 0, tree 0, node 0", [&](auto& spec) { nodes(spec)[0].feature = 2; }},
      {"threshold 255", "member 0, tree 0, node 0", [&](auto& spec) { nodes(spec)[0].threshold = 255; }},
      {"leaf outside", "member 0, tree 0, node 1", [&](auto& spec) { nodes(spec)[1].value = 32'768; }},
      {"leaf outside", "member 0, tree 0, node 2", [&](auto& spec) { nodes(spec)[2].value = -32'769; }},
      {"deeper than 6", "member 0, tree 0, node 6", [&](auto& spec) {
         for (int i = 0; i < kMaxDepth; ++i) nodes(spec).insert(nodes(spec).begin(), {1, 3, false, 0});
       }},
  };
  for (const Fault& fault : faults) {
    CAPTURE(fault.message);
    TreeEnsembleSpec spec = one_stump();
    fault.make(spec);
    const auto refused = TreeEnsemble::build(spec, 2);
    REQUIRE(!refused);
    CHECK(refused.error().code == base::ErrorCode::invalid_argument);
    CHECK(refused.error().message.find(fault.message) != std::string::npos);
    CHECK(refused.error().where == fault.where);
  }
  CHECK(!TreeEnsemble::build(one_stump(), 0));
  CHECK(!TreeEnsemble::build(one_stump(), 257));
}
