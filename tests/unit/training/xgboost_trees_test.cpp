// SPDX-License-Identifier: Apache-2.0
#include <training/xgboost_trees.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include <booster/standard_booster.hpp>

using namespace cellar;

namespace {

constexpr double kQuantum = 0x1p-20;
constexpr int kTrees = 100;

}  // namespace

TEST_CASE("our predictions are XGBoost's up to half a quantum a tree") {
  const training::BoosterOwner booster = booster::train_booster(5'000, kTrees, 3);
  auto member = training::trees_from_booster(booster.get(), kQuantum);
  REQUIRE(member);
  CHECK(member->base == doctest::Approx(0.94));
  REQUIRE(member->trees.size() == kTrees);
  const auto ensemble = surrogate::TreeEnsemble::build(
      {.name = "val_accuracy", .quantum = kQuantum, .base = {member->base}, .members = {member->trees}},
      booster::kStandardFeatures);
  REQUIRE(ensemble);

  constexpr std::size_t kRows = 10'000;
  const std::vector<std::uint8_t> features = booster::random_rows(kRows, 4);
  std::vector<double> ours(kRows);
  ensemble->predict_batch(features, kRows, ours);

  DMatrixHandle matrix = nullptr;
  booster::require(XGDMatrixCreateFromMat(booster::to_floats(features).data(), kRows, booster::kStandardFeatures, -1.0F,
                                          &matrix));
  const training::MatrixOwner owner(matrix);
  bst_ulong count = 0;
  const float* theirs = nullptr;
  booster::require(XGBoosterPredict(booster.get(), matrix, 0, 0, 0, &count, &theirs));
  REQUIRE(count == kRows);

  // XGBoost adds up float32 numbers near 1: each of the additions rounds by at most 2^-25.
  constexpr double kMostApart = kTrees * (kQuantum / 2 + 0x1p-25);
  double apart = 0;
  double lowest = 1;
  double highest = 0;
  for (std::size_t row = 0; row < kRows; ++row) {
    apart = std::max(apart, std::abs(ours[row] - double{theirs[row]}));
    lowest = std::min(lowest, ours[row]);
    highest = std::max(highest, ours[row]);
  }
  CHECK(apart <= kMostApart);
  CHECK(highest - lowest > 1000 * kMostApart / kTrees);  // the booster has learnt something to disagree about
}

TEST_CASE("a leaf beyond 16-bit quanta is refused with its tree and node") {
  const training::BoosterOwner booster = booster::train_booster(500, 2, 3);
  const auto refused = training::trees_from_booster(booster.get(), 1e-9);
  REQUIRE(!refused);
  CHECK(refused.error().code == base::ErrorCode::invalid_argument);
  CHECK(refused.error().where.find("tree 0, node ") == 0);
}
