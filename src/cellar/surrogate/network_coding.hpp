// SPDX-License-Identifier: Apache-2.0
// Ensembles of neural networks in a model file (models/FORMAT.md, "Neural networks"), and the check that a spec is one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <cellar/surrogate/network_specs.hpp>

namespace cellar::surrogate {

/// Error invalid_argument names the member and what is wrong: a size out of range, weights of another number than the
/// sizes say or not finite, no member or more than kMaxMembers.
base::Result<base::Done> check_networks(std::span<const MlpSpec> members);
base::Result<base::Done> check_networks(std::span<const DeepSetsSpec> members);
base::Result<base::Done> check_networks(std::span<const GraphNetworkSpec> members);

/// Append a section. Errors of check_networks.
base::Result<base::Done> write_networks(ModelFile& file, std::string name, std::span<const MlpSpec> members);
base::Result<base::Done> write_networks(ModelFile& file, std::string name, std::span<const DeepSetsSpec> members);
base::Result<base::Done> write_networks(ModelFile& file, std::string name, std::span<const GraphNetworkSpec> members);

/// Error model_damaged where the section is absent, holds another model, or fails a check of check_networks. Memory: at
/// most twice the payload and 8 MB, whatever the bytes say.
base::Result<std::vector<MlpSpec>> read_mlps(const ModelFile& file, std::string_view name);
base::Result<std::vector<DeepSetsSpec>> read_deep_sets(const ModelFile& file, std::string_view name);
base::Result<std::vector<GraphNetworkSpec>> read_graph_networks(const ModelFile& file, std::string_view name);

}  // namespace cellar::surrogate
