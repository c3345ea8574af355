// SPDX-License-Identifier: Apache-2.0
// One member of each network, fitted: what the sources that include libtorch give to those that do not.
#pragma once

#include <span>
#include <string>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/network_specs.hpp>
#include "training/models/member_fits.hpp"

namespace cellar::training::torch_models {

/// Options of each, NAS-Bench-301's settings as defaults.
std::span<const optimizer::OptionInfo> graph_network_options();
std::span<const optimizer::OptionInfo> deep_sets_options();
std::span<const optimizer::OptionInfo> mlp_options();

/// Error invalid_argument for a device that there is none of.
base::Result<base::Done> check_device(const std::string& device);

/// Errors of train(); invalid_argument for a space without graphs. libtorch's exceptions become internal.
base::Result<surrogate::GraphNetworkSpec> fit_graph_network(const MemberFit& member, const optimizer::Options& options,
                                                            const std::string& device);
base::Result<surrogate::DeepSetsSpec> fit_deep_sets(const MemberFit& member, const optimizer::Options& options,
                                                    const std::string& device);
base::Result<surrogate::MlpSpec> fit_mlp(const MemberFit& member, const optimizer::Options& options,
                                         const std::string& device);

}  // namespace cellar::training::torch_models
