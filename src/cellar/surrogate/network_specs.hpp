// SPDX-License-Identifier: Apache-2.0
// The weights of neural surrogates as they are trained and stored: what the networks compute is said here, how they do
// it fast in mlp.hpp, deep_sets.hpp and graph_network.hpp. One spec is one member of an ensemble.
//
// All arithmetic is in float32, sums start at the bias and go on by ascending input; only the sigmoid at the end is
// taken in double. relu(x) is x above 0, else 0.
#pragma once

#include <vector>

#include <cellar/encoding/labelled_graph.hpp>

namespace cellar::surrogate {

/// y[o] = biases[o] + sum over i of x[i] * weights[i * outputs + o]
struct DenseSpec {
  int inputs = 0;
  int outputs = 0;
  std::vector<float> weights;
  std::vector<float> biases;
  friend bool operator==(const DenseSpec&, const DenseSpec&) = default;
};

/// A network's last value z becomes low + (high - low) / (1 + exp(-z)): NAS-Bench-301's networks end in a sigmoid,
/// which spends most of its range on accuracies that no architecture has.
struct OutputRange {
  double low = 0;
  double high = 1;
  friend bool operator==(const OutputRange&, const OutputRange&) = default;
};

/// Multilayer perceptron on a sparse binary vector (encoding::PathFeatures): dense layers with relu between them. The
/// last has one output.
struct MlpSpec {
  std::vector<DenseSpec> layers;
  OutputRange range;
  friend bool operator==(const MlpSpec&, const MlpSpec&) = default;
};

/// Deep sets (Zaheer et al., NeurIPS 2017, arXiv 1703.06114; NAS-Bench-301's "deep multisets") on the edges of a graph
/// (encoding::edge_set): every element goes through the element layers, with relu after each; the results are added up
/// in the order of the elements; the sum goes through the set layers, with relu between them. The last has one output.
struct DeepSetsSpec {
  std::vector<DenseSpec> element_layers;  ///< the first takes a sparse binary vector
  std::vector<DenseSpec> set_layers;
  OutputRange range;
  friend bool operator==(const DeepSetsSpec&, const DeepSetsSpec&) = default;
};

/// A layer of a graph network: x'[n] = second(relu(first(self_weight * x[n] + sum over edges s -> n, in their order, of
/// relu(x[s] + edge_embedding[type])))), with relu after it in all layers but the last. The sum over edges is taken
/// first, beginning with 0, and the node's own part added to it.
struct GraphLayerSpec {
  float self_weight = 1;              ///< 1 + epsilon
  std::vector<float> edge_embedding;  ///< edge types x hidden
  DenseSpec first;                    ///< hidden -> 2 hidden; batch norm is folded into it
  DenseSpec second;                   ///< 2 hidden -> hidden; likewise
  friend bool operator==(const GraphLayerSpec&, const GraphLayerSpec&) = default;
};

/// v' = relu(second(relu(first(v + sum over nodes of x)))), batch norms folded. The sum is taken first, by node.
struct VirtualNodeSpec {
  DenseSpec first;   ///< hidden -> 2 hidden
  DenseSpec second;  ///< 2 hidden -> hidden
  friend bool operator==(const VirtualNodeSpec&, const VirtualNodeSpec&) = default;
};

/// Graph isomorphism network (Xu et al., ICLR 2019, arXiv 1810.00826) with a virtual node, as NAS-Bench-301 has it
/// (surrogate_models/gnn/models/gnn.py and conv.py, GNN_node_Virtualnode of the Open Graph Benchmark):
///
///   x[n] = node_embedding[type of n] + degree_embedding[min(degrees - 1, edges that begin or end at n)]
///   v = virtual_node
///   for each layer l:
///     x[n] = x[n] + v for all n
///     y = layers[l](x)
///     if l is not the last: v = updates[l](v, x)
///     x = y
///   z = output(mean over n of x[n]): the sum by node, divided by the number of nodes
struct GraphNetworkSpec {
  encoding::GraphVocabulary vocabulary{};
  int degrees = 0;
  int hidden = 0;
  std::vector<float> node_embedding;    ///< node types x hidden
  std::vector<float> degree_embedding;  ///< degrees x hidden
  std::vector<float> virtual_node;      ///< hidden
  std::vector<GraphLayerSpec> layers;
  std::vector<VirtualNodeSpec> updates;  ///< one fewer than layers
  DenseSpec output;                      ///< hidden -> 1
  OutputRange range;
  friend bool operator==(const GraphNetworkSpec&, const GraphNetworkSpec&) = default;
};

}  // namespace cellar::surrogate
