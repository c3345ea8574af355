// SPDX-License-Identifier: Apache-2.0
// BANANAS' perceptron on the path encoding (arXiv 1910.11858, with NAS-Bench-301's settings) in libtorch.
#include <cellar/encoding/path_features.hpp>
#include "training/models/torch_fits.hpp"
#include "training/models/torch_settings.hpp"

namespace cellar::training::torch_models {
namespace {

using base::Result;
using optimizer::OptionInfo;
using surrogate::MlpSpec;

class Perceptron final : public TorchNetwork {
 public:
  Perceptron(std::vector<std::vector<std::uint16_t>> inputs, int features, int layers, int hidden, torch::Device device,
             base::Rng& rng)
      : TorchNetwork(device), inputs_(std::move(inputs)) {
    layers_.emplace_back(parameters, features, hidden, rng);
    for (int l = 1; l < layers; ++l) layers_.emplace_back(parameters, hidden, hidden, rng);
    layers_.emplace_back(parameters, hidden, 1, rng);
    parameters.join();
  }

  torch::Tensor forward(std::span<const std::size_t> rows, bool, base::Rng&) override {
    std::vector<std::int64_t> row_of_one, ones;
    for (std::size_t r = 0; r < rows.size(); ++r)
      for (const std::uint16_t feature : inputs_[rows[r]]) {
        row_of_one.push_back(static_cast<std::int64_t>(r));
        ones.push_back(feature);
      }
    const DenseLayer& first = layers_.front();
    const Incidence batch(row_of_one, ones, static_cast<std::int64_t>(rows.size()), first.weights.size(0),
                          parameters.device());
    torch::Tensor x = batch.product(first.weights) + first.biases;
    for (std::size_t l = 1; l < layers_.size(); ++l) x = layers_[l](torch::relu(x));
    return x;
  }

  MlpSpec spec(const surrogate::OutputRange& range) const {
    MlpSpec spec{{}, range};
    for (const DenseLayer& layer : layers_) spec.layers.push_back(spec_of(layer));
    return spec;
  }

 private:
  std::vector<std::vector<std::uint16_t>> inputs_;
  std::vector<DenseLayer> layers_;
};

}  // namespace

std::span<const OptionInfo> mlp_options() {
  static const auto table = with_training_options(
      {.epochs = 64, .batch = 122, .patience = 20, .learning_rate = 0.00211},
      std::array<OptionInfo, 2>{{
          {"layers", "of hidden units", std::int64_t{17}, 1, 60, {}},
          {"hidden", "units of a layer", std::int64_t{31}, 1, 1024, {}},
      }});
  return table;
}

Result<MlpSpec> fit_mlp(const MemberFit& member, const optimizer::Options& options, const std::string& device) {
  return without_exceptions([&]() -> Result<MlpSpec> {
    const encoding::PathFeatures features(*member.data().space);
    std::vector<std::vector<std::uint16_t>> inputs;
    for (const auto& architecture : member.data().architectures) inputs.push_back(features.indices(architecture));
    base::Rng rng = base::Rng::derive(member.seed(), "weights", 0);
    const auto layers = static_cast<int>(options.integer("layers"));
    const auto hidden = static_cast<int>(options.integer("hidden"));
    Perceptron network(std::move(inputs), static_cast<int>(features.size()), layers, hidden, torch::Device(device),
                       rng);
    const TrainingPlan plan = plan_from(options, "mlp", member);
    if (const auto done = train(network, plan, relative_log_loss, member); !done) return done.error();
    return checked(network, plan, member, network.spec(plan.range));
  });
}

}  // namespace cellar::training::torch_models
