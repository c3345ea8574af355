// SPDX-License-Identifier: Apache-2.0
// What regression models are fitted to, by the names that commands give.
#pragma once

#include <string>

#include <cellar/base/result.hpp>
#include <training/data/dataset.hpp>
#include <training/data/split.hpp>

namespace cellar::cli {

inline constexpr const char* kDataOption =
    "Data: nb301 (labels), fashion-darts, fashion-1shot1-1 to -3, nb1shot1, nb101, or a file";
inline constexpr const char* kSplitOption =
    "Parts for training, validation and test: 80/10/10, leave-out=SOURCE, poor=0.92, good=0.92, fold=2/5, or a file";

/// A benchmark's own data below the models folder, or a file. Errors: model_missing; those of training::open_dataset.
base::Result<training::Dataset> load_dataset(const std::string& data, const std::string& models);

/// Drawn with seed 1 where it is not a file, so that all models that are compared have the same. Errors: those of
/// training::make_split and unpack_split.
base::Result<training::Split> load_split(const std::string& split, const training::Dataset& data);

}  // namespace cellar::cli
