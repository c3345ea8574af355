// SPDX-License-Identifier: Apache-2.0
// Inference of ensembles of graph isomorphism networks; what they compute is said in network_specs.hpp.
#pragma once

#include <span>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/encoding/labelled_graph.hpp>
#include <cellar/surrogate/dense_rows.hpp>

namespace cellar::surrogate {

class GraphNetworkEnsemble {
 public:
  /// Errors of check_networks; invalid_argument where members differ in their vocabulary.
  static base::Result<GraphNetworkEnsemble> build(std::span<const GraphNetworkSpec> members);

  int members() const { return static_cast<int>(members_.size()); }
  const encoding::GraphVocabulary& vocabulary() const { return vocabulary_; }

  /// out[i * members() + m] = prediction of member m for graph i, the same bits as for the graph alone. The graphs have
  /// at least a node each, and types of the vocabulary.
  void predict(std::span<const encoding::LabelledGraph> graphs, std::span<double> out) const;

 private:
  struct Layer {
    float self_weight;
    std::vector<float> edge_embedding;  // rows of width
    DenseRows first, second;
  };
  struct Update {
    DenseRows first, second;
  };
  struct Member {
    std::size_t width;  // of a node's values
    std::size_t degrees;
    std::vector<float> node_embedding, degree_embedding, virtual_node;
    std::vector<Layer> layers;
    std::vector<Update> updates;
    DenseRows output;
    OutputRange range;
  };
  class Pass;

  static Member make_member(const GraphNetworkSpec& spec);

  encoding::GraphVocabulary vocabulary_{};
  std::vector<Member> members_;
};

}  // namespace cellar::surrogate
