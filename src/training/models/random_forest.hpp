// SPDX-License-Identifier: Apache-2.0
// The model of random_forest.cpp.
#pragma once

#include "training/models/regressor.hpp"

namespace cellar::training {

ModelKind random_forest_kind();

}  // namespace cellar::training
