// SPDX-License-Identifier: Apache-2.0
// NAS-Bench-301's graph network (gnn_gin) in libtorch; what it computes is said in cellar/surrogate/network_specs.hpp.
#include "training/models/torch_fits.hpp"
#include "training/models/torch_graphs.hpp"
#include "training/models/torch_settings.hpp"

namespace cellar::training::torch_models {
namespace {

using base::Result;
using optimizer::OptionInfo;
using surrogate::GraphNetworkSpec;

// NAS-Bench-301 embeds the degrees 0 to 7.
constexpr int kDegrees = 8;

struct Shape {
  encoding::GraphVocabulary vocabulary;
  int hidden;
  int layers;
  double dropout;
};

// Two dense layers with a batch norm after each, relu between them.
struct Block {
  Block(Parameters& parameters, int hidden, base::Rng& rng)
      : first(parameters, hidden, 2 * hidden, rng), first_norm(parameters, 2 * hidden),
        second(parameters, 2 * hidden, hidden, rng), second_norm(parameters, hidden) {}

  torch::Tensor operator()(const torch::Tensor& x, bool training) const {
    return second_norm(second(torch::relu(first_norm(first(x), training))), training);
  }

  DenseLayer first;
  NormLayer first_norm;
  DenseLayer second;
  NormLayer second_norm;
};

struct Layer {
  Layer(Parameters& parameters, const Shape& shape, base::Rng& rng)
      : epsilon(parameters.add_weights(std::vector<float>{0}, {1})),
        edges(add_embedding(parameters, shape.vocabulary.edge_types, shape.hidden, rng)),
        block(parameters, shape.hidden, rng) {}

  torch::Tensor operator()(const torch::Tensor& x, const GraphBatch& batch, bool training) const {
    const torch::Tensor messages = torch::relu(batch.sources.product(x) + torch::mm(batch.edge_types, edges));
    return block((1 + epsilon) * x + batch.targets.product(messages), training);
  }

  torch::Tensor epsilon, edges;
  Block block;
};

class GraphNetwork final : public TorchNetwork {
 public:
  GraphNetwork(const Shape& shape, std::vector<encoding::LabelledGraph> graphs, torch::Device device, base::Rng& rng)
      : TorchNetwork(device), shape_(shape), graphs_(std::move(graphs)),
        nodes_(add_embedding(parameters, shape.vocabulary.node_types, shape.hidden, rng)),
        degrees_(add_embedding(parameters, kDegrees, shape.hidden, rng)),
        virtual_node_(parameters.add_weights(std::vector<float>(static_cast<std::size_t>(shape.hidden)),
                                             {1, shape.hidden})),
        output_(parameters, shape.hidden, 1, rng) {
    for (int l = 0; l < shape.layers; ++l) layers_.emplace_back(parameters, shape, rng);
    for (int l = 0; l + 1 < shape.layers; ++l) updates_.emplace_back(parameters, shape.hidden, rng);
    parameters.join();
  }

  torch::Tensor forward(std::span<const std::size_t> rows, bool training, base::Rng& rng) override {
    const GraphBatch batch = make_graph_batch(graphs_, rows, shape_.vocabulary, kDegrees, parameters.device());
    torch::Tensor x = torch::mm(batch.nodes, torch::cat({nodes_, degrees_}));
    torch::Tensor v = virtual_node_.expand({static_cast<std::int64_t>(rows.size()), shape_.hidden});
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      x = x + batch.graphs.transposed_product(v);
      const bool last = l + 1 == layers_.size();
      const torch::Tensor next = layers_[l](x, batch, training);
      if (!last) {
        v = torch::relu(updates_[l](v + batch.graphs.product(x), training));
        v = dropout(v, shape_.dropout, training, rng);
      }
      x = dropout(last ? next : torch::relu(next), shape_.dropout, training, rng);
    }
    return output_(batch.graphs.product(x) / batch.node_counts);
  }

  GraphNetworkSpec spec(const surrogate::OutputRange& range) const {
    GraphNetworkSpec spec;
    spec.vocabulary = shape_.vocabulary;
    spec.degrees = kDegrees;
    spec.hidden = shape_.hidden;
    spec.node_embedding = values_of(nodes_);
    spec.degree_embedding = values_of(degrees_);
    spec.virtual_node = values_of(virtual_node_);
    for (const Layer& layer : layers_)
      spec.layers.push_back({1 + values_of(layer.epsilon)[0], values_of(layer.edges),
                             spec_of(layer.block.first, layer.block.first_norm),
                             spec_of(layer.block.second, layer.block.second_norm)});
    for (const Block& update : updates_)
      spec.updates.push_back({spec_of(update.first, update.first_norm), spec_of(update.second, update.second_norm)});
    spec.output = spec_of(output_);
    spec.range = range;
    return spec;
  }

 private:
  Shape shape_;
  std::vector<encoding::LabelledGraph> graphs_;
  torch::Tensor nodes_, degrees_, virtual_node_;
  DenseLayer output_;
  std::vector<Layer> layers_;
  std::vector<Block> updates_;
};

}  // namespace

std::span<const OptionInfo> graph_network_options() {
  static const auto table = with_training_options(
      {.epochs = 128, .batch = 51, .patience = 30, .learning_rate = 0.0777},
      std::array<OptionInfo, 5>{{
          {"hidden", "units of a node", std::int64_t{24}, 1, 512, {}},
          {"layers", "of the graph network", std::int64_t{8}, 1, 32, {}},
          {"dropout", "share of a layer's units that a training step leaves out", 0.035, 0, 0.9, {}},
          {"ranking", "weight of the ranking loss beside the error's logarithm", 1.0, 0, 100, {}},
          {"margin", "of the ranking loss, as a fraction", 0.1, 0, 1, {}},
      }});
  return table;
}

Result<GraphNetworkSpec> fit_graph_network(const MemberFit& member, const optimizer::Options& options,
                                           const std::string& device) {
  const auto encoding = encoding::GraphEncoding::of(*member.data().space);
  if (!encoding) return no_graphs(member);
  return without_exceptions([&]() -> Result<GraphNetworkSpec> {
    std::vector<encoding::LabelledGraph> graphs;
    for (const auto& architecture : member.data().architectures) graphs.push_back(encoding->graph(architecture));
    const Shape shape{encoding->vocabulary(), static_cast<int>(options.integer("hidden")),
                      static_cast<int>(options.integer("layers")), options.real("dropout")};
    base::Rng rng = base::Rng::derive(member.seed(), "weights", 0);
    GraphNetwork network(shape, std::move(graphs), torch::Device(device), rng);
    const TrainingPlan plan = plan_from(options, "gin", member);
    const double weight = options.real("ranking"), margin = options.real("margin");
    const Loss loss = [=](const torch::Tensor& predicted, const torch::Tensor& truth) {
      const torch::Tensor error = log_error_loss(predicted, truth);
      return weight == 0 ? error : error + weight * ranking_loss(predicted, truth, margin);
    };
    if (const auto done = train(network, plan, loss, member); !done) return done.error();
    return checked(network, plan, member, network.spec(plan.range));
  });
}

}  // namespace cellar::training::torch_models
