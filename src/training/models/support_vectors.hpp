// SPDX-License-Identifier: Apache-2.0
// The models of support_vectors.cpp.
#pragma once

#include "training/models/regressor.hpp"

namespace cellar::training {

ModelKind svr_kind();
ModelKind nusvr_kind();

}  // namespace cellar::training
