// SPDX-License-Identifier: Apache-2.0
// What XGBoost's C interface hands out, owned, and its calls with errors as values.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <xgboost/c_api.h>

#include <cellar/base/result.hpp>

namespace cellar::training {

struct FreeMatrix {
  void operator()(DMatrixHandle matrix) const { XGDMatrixFree(matrix); }
};
struct FreeBooster {
  void operator()(BoosterHandle booster) const { XGBoosterFree(booster); }
};

/// XGBoost's handles are void pointers.
using MatrixOwner = std::unique_ptr<void, FreeMatrix>;
using BoosterOwner = std::unique_ptr<void, FreeBooster>;

/// Error internal with what XGBoost says of its last call on this thread.
base::Error xgboost_error(std::string_view call);

/// `values` row by row, none of them missing; a label for each row.
base::Result<MatrixOwner> make_matrix(std::span<const float> values, std::size_t columns, std::span<const float> labels);

using BoosterParameter = std::pair<const char*, std::string>;

base::Result<BoosterOwner> make_booster(DMatrixHandle matrix, std::span<const BoosterParameter> parameters);

}  // namespace cellar::training
