// SPDX-License-Identifier: Apache-2.0
#include "training/models/network_regressor.hpp"

#include <cellar/benchmark/registry.hpp>
#include <cellar/encoding/labelled_graph.hpp>
#include <cellar/encoding/path_features.hpp>
#include <cellar/surrogate/deep_sets.hpp>
#include <cellar/surrogate/graph_network.hpp>
#include <cellar/surrogate/mlp.hpp>
#include <cellar/surrogate/network_coding.hpp>
#include "training/models/encoded_regressor.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using encoding::GraphEncoding;
using space::Architecture;
using space::Space;
using surrogate::ModelFile;

constexpr const char* kSection = "networks";

Error unfit(std::string message) { return {ErrorCode::invalid_argument, std::move(message), kSection}; }

// What each model reads of an architecture, and whether an ensemble is made for it.
struct PathInput {
  using Spec = surrogate::MlpSpec;
  using Ensemble = surrogate::MlpEnsemble;
  static constexpr std::string_view kModel = "mlp";

  encoding::PathFeatures features;

  static Result<PathInput> of(const Space& space) { return PathInput{encoding::PathFeatures(space)}; }
  bool fits(const Ensemble& ensemble) const { return ensemble.features() == static_cast<int>(features.size()); }
  surrogate::SparseInput operator()(const Architecture& architecture) const { return features.indices(architecture); }
};

struct GraphInput {
  using Spec = surrogate::GraphNetworkSpec;
  using Ensemble = surrogate::GraphNetworkEnsemble;
  static constexpr std::string_view kModel = "gin";

  GraphEncoding encoding;

  static Result<GraphInput> of(const Space& space) {
    const auto encoding = GraphEncoding::of(space);
    if (!encoding) return unfit("architectures of space '" + std::string(space.name()) + "' are not known as graphs");
    return GraphInput{*encoding};
  }
  bool fits(const Ensemble& ensemble) const { return ensemble.vocabulary() == encoding.vocabulary(); }
  encoding::LabelledGraph operator()(const Architecture& architecture) const { return encoding.graph(architecture); }
};

struct EdgeSetInput {
  using Spec = surrogate::DeepSetsSpec;
  using Ensemble = surrogate::DeepSetsEnsemble;
  static constexpr std::string_view kModel = "deepsets";

  GraphInput graphs;

  static Result<EdgeSetInput> of(const Space& space) {
    const auto graphs = GraphInput::of(space);
    if (!graphs) return graphs.error();
    return EdgeSetInput{*graphs};
  }
  bool fits(const Ensemble& ensemble) const {
    return ensemble.features() == encoding::edge_features(graphs.encoding.vocabulary());
  }
  surrogate::SetInput operator()(const Architecture& architecture) const {
    return encoding::edge_set(graphs(architecture), graphs.encoding.vocabulary());
  }
};

template <class Input>
class NetworkRegressor final : public FittedEnsemble {
 public:
  using Specs = std::vector<typename Input::Spec>;

  static Result<std::unique_ptr<FittedEnsemble>> make(const Space& space, Specs specs) {
    auto input = Input::of(space);
    if (!input) return input.error();
    auto ensemble = Input::Ensemble::build(specs);
    if (!ensemble) return ensemble.error();
    if (!input->fits(*ensemble)) return unfit("read another encoding than that of '" + std::string(space.name()) + "'");
    return std::unique_ptr<FittedEnsemble>(
        new NetworkRegressor(space, *std::move(input), *std::move(ensemble), std::move(specs)));
  }

  std::string_view model() const override { return Input::kModel; }
  int members() const override { return ensemble_.members(); }

  std::vector<double> predict(std::span<const Architecture> architectures) const override {
    std::vector<std::decay_t<decltype(input_(architectures[0]))>> inputs;
    for (const Architecture& architecture : architectures) inputs.push_back(input_(architecture));
    std::vector<double> out(architectures.size() * specs_.size());
    ensemble_.predict(inputs, out);
    return out;
  }

  Result<ModelFile> to_model_file(std::string name, std::string version) const override {
    ModelFile file{std::string(kRegressorKind), std::move(name), std::move(version), {}};
    write_text(file, "model", Input::kModel);
    write_text(file, "space", space_->name());
    const auto written = write_networks(file, kSection, std::span<const typename Input::Spec>(specs_));
    if (!written) return written.error();
    return file;
  }

 private:
  NetworkRegressor(const Space& space, Input input, typename Input::Ensemble ensemble, Specs specs)
      : space_(&space), input_(std::move(input)), ensemble_(std::move(ensemble)), specs_(std::move(specs)) {}

  const Space* space_;
  Input input_;
  typename Input::Ensemble ensemble_;
  Specs specs_;
};

template <class Spec>
Result<std::unique_ptr<FittedEnsemble>> made_from(const Space& space, Result<std::vector<Spec>> members) {
  if (!members) return members.error();
  auto made = make_network_regressor(space, *std::move(members));
  if (!made) return Error{ErrorCode::model_damaged, made.error().message, made.error().where};
  return made;
}

}  // namespace

Result<std::unique_ptr<FittedEnsemble>> make_network_regressor(const Space& space,
                                                               std::vector<surrogate::MlpSpec> members) {
  return NetworkRegressor<PathInput>::make(space, std::move(members));
}

Result<std::unique_ptr<FittedEnsemble>> make_network_regressor(const Space& space,
                                                               std::vector<surrogate::DeepSetsSpec> members) {
  return NetworkRegressor<EdgeSetInput>::make(space, std::move(members));
}

Result<std::unique_ptr<FittedEnsemble>> make_network_regressor(const Space& space,
                                                               std::vector<surrogate::GraphNetworkSpec> members) {
  return NetworkRegressor<GraphInput>::make(space, std::move(members));
}

Result<std::unique_ptr<FittedEnsemble>> read_network_regressor(const ModelFile& file) {
  const auto model = regressor_model(file);
  if (!model) return model.error();
  const auto name = read_text(file, "space");
  if (!name) return name.error();
  const auto space = space_named(*name);
  if (!space) return space.error();
  if (*model == PathInput::kModel) return made_from(**space, surrogate::read_mlps(file, kSection));
  if (*model == EdgeSetInput::kModel) return made_from(**space, surrogate::read_deep_sets(file, kSection));
  if (*model == GraphInput::kModel) return made_from(**space, surrogate::read_graph_networks(file, kSection));
  return Error{ErrorCode::model_damaged, "'" + *model + "' is no neural network", "section 'model'"};
}

}  // namespace cellar::training
