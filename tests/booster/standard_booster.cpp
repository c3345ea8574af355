// SPDX-License-Identifier: Apache-2.0
#include "booster/standard_booster.hpp"

#include <cstdio>
#include <cstdlib>

#include <cellar/base/rng.hpp>

namespace cellar::booster {
namespace {

constexpr int kEdges = 14;
/// Values of an edge: absent or one of 7 operations.
constexpr std::uint32_t kEdgeValues = 8;
/// Pairs of inputs of the second, third and fourth intermediate node.
constexpr std::uint32_t kPairs[] = {3, 6, 10};

}  // namespace

std::vector<std::uint8_t> random_rows(std::size_t rows, std::uint64_t seed) {
  base::Rng rng(seed);
  std::vector<std::uint8_t> features;
  features.reserve(rows * kStandardFeatures);
  for (std::size_t i = 0; i < 2 * rows; ++i) {
    for (int edge = 0; edge < kEdges; ++edge) features.push_back(static_cast<std::uint8_t>(rng.below(kEdgeValues)));
    for (const std::uint32_t pairs : kPairs) features.push_back(static_cast<std::uint8_t>(rng.below(pairs)));
  }
  return features;
}

std::vector<float> to_floats(std::span<const std::uint8_t> features) { return {features.begin(), features.end()}; }

float label(std::span<const std::uint8_t> row) {
  float sum = 0.93F;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::size_t partner = (i * 5 + 3) % row.size();
    sum += 0.0004F * static_cast<float>((row[i] * (i + 1)) % 7);
    if (row[i] > 3 && row[partner] < 2) sum -= 0.0003F;
  }
  // A stand-in for the noise between trainings that depends on the row alone.
  const unsigned mixed = row[0] * 131u + row[5] * 31u + row[11] * 17u + row[22] * 7u + row[29];
  return sum + 0.0006F * static_cast<float>(mixed % 10);
}

training::BoosterOwner train_booster(std::size_t rows, int trees, std::uint64_t seed) {
  const std::vector<std::uint8_t> features = random_rows(rows, seed);
  std::vector<float> labels;
  for (std::size_t r = 0; r < rows; ++r)
    labels.push_back(label(std::span(features).subspan(r * kStandardFeatures, kStandardFeatures)));

  DMatrixHandle handle = nullptr;
  require(XGDMatrixCreateFromMat(to_floats(features).data(), rows, kStandardFeatures, -1.0F, &handle));
  const training::MatrixOwner matrix(handle);
  require(XGDMatrixSetFloatInfo(handle, "label", labels.data(), rows));

  BoosterHandle booster = nullptr;
  require(XGBoosterCreate(&handle, 1, &booster));
  training::BoosterOwner owner(booster);
  static constexpr const char* settings[][2] = {
      {"nthread", "1"},           {"max_depth", "6"},      {"eta", "0.05"},
      {"min_child_weight", "20"}, {"tree_method", "hist"}, {"objective", "reg:squarederror"},
      {"base_score", "0.94"},     {"seed", "1"}};
  for (const auto& [name, value] : settings) require(XGBoosterSetParam(booster, name, value));
  for (int round = 0; round < trees; ++round) require(XGBoosterUpdateOneIter(booster, round, handle));
  return owner;
}

training::BoosterOwner copy_booster(BoosterHandle booster) {
  bst_ulong length = 0;
  const char* bytes = nullptr;
  require(XGBoosterSaveModelToBuffer(booster, R"({"format": "ubj"})", &length, &bytes));
  BoosterHandle copy = nullptr;
  require(XGBoosterCreate(nullptr, 0, &copy));
  training::BoosterOwner owner(copy);
  require(XGBoosterLoadModelFromBuffer(copy, bytes, length));
  require(XGBoosterSetParam(copy, "nthread", "1"));
  return owner;
}

void require(int status) {
  if (status == 0) return;
  std::fprintf(stderr, "XGBoost: %s\n", XGBGetLastError());
  std::exit(EXIT_FAILURE);
}

}  // namespace cellar::booster
