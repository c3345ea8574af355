// SPDX-License-Identifier: Apache-2.0
// Deep sets in libtorch (NAS-Bench-301's deep_multisets, which sees nodes; here the edges, where operations stand, with
// the places they lead from and to); what they compute is said in cellar/surrogate/network_specs.hpp.
#include <cellar/encoding/labelled_graph.hpp>
#include "training/models/torch_fits.hpp"
#include "training/models/torch_settings.hpp"

namespace cellar::training::torch_models {
namespace {

using base::Result;
using optimizer::OptionInfo;
using surrogate::DeepSetsSpec;

class DeepSets final : public TorchNetwork {
 public:
  DeepSets(std::vector<std::vector<std::uint16_t>> sets, int features, int hidden, torch::Device device, base::Rng& rng)
      : TorchNetwork(device), sets_(std::move(sets)), features_(features),
        element_first_(parameters, features, hidden, rng), element_second_(parameters, hidden, hidden, rng),
        set_first_(parameters, hidden, hidden, rng), output_(parameters, hidden, 1, rng) {
    parameters.join();
  }

  torch::Tensor forward(std::span<const std::size_t> rows, bool, base::Rng&) override {
    std::vector<std::int64_t> element_of_one, features, set_of_element, elements;
    for (std::size_t s = 0; s < rows.size(); ++s)
      for (const std::uint16_t feature : sets_[rows[s]]) {
        if (features.size() % encoding::kEdgeFeatures == 0) {
          set_of_element.push_back(static_cast<std::int64_t>(s));
          elements.push_back(static_cast<std::int64_t>(elements.size()));
        }
        element_of_one.push_back(elements.back());
        features.push_back(feature);
      }
    const auto element_count = static_cast<std::int64_t>(elements.size());
    const Incidence ones(element_of_one, features, element_count, features_, parameters.device());
    const Incidence sets(set_of_element, elements, static_cast<std::int64_t>(rows.size()), element_count,
                         parameters.device());
    torch::Tensor x = torch::relu(ones.product(element_first_.weights) + element_first_.biases);
    x = sets.product(torch::relu(element_second_(x)));
    return output_(torch::relu(set_first_(x)));
  }

  DeepSetsSpec spec(const surrogate::OutputRange& range) const {
    return {{spec_of(element_first_), spec_of(element_second_)}, {spec_of(set_first_), spec_of(output_)}, range};
  }

 private:
  std::vector<std::vector<std::uint16_t>> sets_;
  int features_;
  DenseLayer element_first_, element_second_, set_first_, output_;
};

}  // namespace

std::span<const OptionInfo> deep_sets_options() {
  static const auto table = with_training_options({.epochs = 30, .batch = 128, .patience = 30, .learning_rate = 0.01},
                                                  std::array<OptionInfo, 1>{{
                                                      {"hidden", "units of a layer", std::int64_t{64}, 1, 1024, {}},
                                                  }});
  return table;
}

Result<DeepSetsSpec> fit_deep_sets(const MemberFit& member, const optimizer::Options& options,
                                   const std::string& device) {
  const auto encoding = encoding::GraphEncoding::of(*member.data().space);
  if (!encoding) return no_graphs(member);
  return without_exceptions([&]() -> Result<DeepSetsSpec> {
    std::vector<std::vector<std::uint16_t>> sets;
    for (const auto& architecture : member.data().architectures)
      sets.push_back(encoding::edge_set(encoding->graph(architecture), encoding->vocabulary()));
    base::Rng rng = base::Rng::derive(member.seed(), "weights", 0);
    DeepSets network(std::move(sets), encoding::edge_features(encoding->vocabulary()),
                     static_cast<int>(options.integer("hidden")), torch::Device(device), rng);
    const TrainingPlan plan = plan_from(options, "deepsets", member);
    if (const auto done = train(network, plan, log_error_loss, member); !done) return done.error();
    return checked(network, plan, member, network.spec(plan.range));
  });
}

}  // namespace cellar::training::torch_models
