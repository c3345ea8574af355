// SPDX-License-Identifier: Apache-2.0
// The standard size of a query benchmark: a booster of 500 trees of depth 6 on whole-number features shaped like the
// architecture columns of NAS-Bench-301's configuration vector, with a made-up label that has effects and interactions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <training/xgboost_handles.hpp>

namespace cellar::booster {

inline constexpr int kStandardFeatures = 34;  ///< 2 cells x (14 candidate edges + 3 pairs of inputs)
inline constexpr int kStandardTrees = 500;
inline constexpr int kStandardMembers = 10;

/// `rows` rows of kStandardFeatures random values, the same for the same seed.
std::vector<std::uint8_t> random_rows(std::size_t rows, std::uint64_t seed);

/// As XGBoost wants them.
std::vector<float> to_floats(std::span<const std::uint8_t> features);

/// The made-up accuracy of one row, as a fraction.
float label(std::span<const std::uint8_t> row);

/// Trained on `rows` random rows with one thread. Ends the program where XGBoost refuses.
training::BoosterOwner train_booster(std::size_t rows, int trees, std::uint64_t seed);

/// A second booster with the same trees.
training::BoosterOwner copy_booster(BoosterHandle booster);

/// Ends the program with XGBoost's message where `status` is a failure.
void require(int status);

}  // namespace cellar::booster
