// SPDX-License-Identifier: Apache-2.0
// Fitted ensembles of neural networks behind FittedEnsemble: perceptrons on the path encoding, deep sets and graph
// networks on graphs. Without libtorch, which only their training needs.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include <cellar/surrogate/network_specs.hpp>
#include "training/models/regressor.hpp"

namespace cellar::training {

/// Error invalid_argument where the space does not have the encoding, or the members do not fit its size.
base::Result<std::unique_ptr<FittedEnsemble>> make_network_regressor(const space::Space& space,
                                                                     std::vector<surrogate::MlpSpec> members);
base::Result<std::unique_ptr<FittedEnsemble>> make_network_regressor(const space::Space& space,
                                                                     std::vector<surrogate::DeepSetsSpec> members);
base::Result<std::unique_ptr<FittedEnsemble>> make_network_regressor(const space::Space& space,
                                                                     std::vector<surrogate::GraphNetworkSpec> members);

/// Error model_damaged names the section.
base::Result<std::unique_ptr<FittedEnsemble>> read_network_regressor(const surrogate::ModelFile& file);

}  // namespace cellar::training
