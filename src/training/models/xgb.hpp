// SPDX-License-Identifier: Apache-2.0
// The models of xgb.cpp.
#pragma once

#include "training/models/regressor.hpp"

namespace cellar::training {

ModelKind xgb_kind();
ModelKind xgb_light_kind();

}  // namespace cellar::training
