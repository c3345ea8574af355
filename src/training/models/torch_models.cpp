// SPDX-License-Identifier: Apache-2.0
#include "training/models/torch_models.hpp"

#include <array>

#include "training/models/network_regressor.hpp"
#include "training/models/torch_fits.hpp"

namespace cellar::training {
namespace {

using base::Result;

template <class Spec>
using FitMember = Result<Spec> (*)(const MemberFit&, const optimizer::Options&, const std::string&);

template <class Spec, FitMember<Spec> kFit>
Result<std::unique_ptr<FittedEnsemble>> fit_networks(const FitRequest& request, const optimizer::Options& options) {
  if (const auto there = torch_models::check_device(request.device); !there) return there.error();
  auto members = fit_members(request, [&](const MemberFit& member) { return kFit(member, options, request.device); });
  if (!members) return members.error();
  return make_network_regressor(*request.data->space, *std::move(members));
}

}  // namespace

std::span<const ModelKind> torch_model_kinds() {
  static const std::array<ModelKind, 3> kinds = {{
      {"gin", "Graph isomorphism network with a virtual node, NAS-Bench-301's settings",
       torch_models::graph_network_options(),
       fit_networks<surrogate::GraphNetworkSpec, torch_models::fit_graph_network>,
       read_network_regressor},
      {"deepsets", "Deep sets on the edges of the cells", torch_models::deep_sets_options(),
       fit_networks<surrogate::DeepSetsSpec, torch_models::fit_deep_sets>, read_network_regressor},
      {"mlp", "Perceptron on the path encoding (BANANAS), NAS-Bench-301's settings", torch_models::mlp_options(),
       fit_networks<surrogate::MlpSpec, torch_models::fit_mlp>, read_network_regressor},
  }};
  return kinds;
}

}  // namespace cellar::training
