// SPDX-License-Identifier: Apache-2.0
// The regression models that are fitted with libtorch.
#pragma once

#include <span>

#include "training/models/regressor.hpp"

namespace cellar::training {

/// `gin`, `deepsets` and `mlp`.
std::span<const ModelKind> torch_model_kinds();

}  // namespace cellar::training
