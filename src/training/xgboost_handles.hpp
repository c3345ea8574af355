// SPDX-License-Identifier: Apache-2.0
// Owners of what XGBoost's C interface hands out.
#pragma once

#include <memory>

#include <xgboost/c_api.h>

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

}  // namespace cellar::training
