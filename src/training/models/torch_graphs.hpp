// SPDX-License-Identifier: Apache-2.0
// Batches of graphs as libtorch reads them: nodes and edges of all graphs one after the other, and which belongs where
// as sparse matrices, so that graphs of any size stand side by side without padding.
#pragma once

#include <vector>

#include <cellar/encoding/labelled_graph.hpp>
#include "training/models/torch_network.hpp"

namespace cellar::training::torch_models {

struct GraphBatch {
  torch::Tensor nodes;       ///< nodes x (node types + degrees), ones at type and degree
  torch::Tensor edge_types;  ///< edges x edge types, a one each
  torch::Tensor node_counts; ///< graphs x 1
  Incidence sources;         ///< edges x nodes
  Incidence targets;         ///< nodes x edges
  Incidence graphs;          ///< graphs x nodes
};

/// Undirected degrees from `degrees` - 1 on share the last one.
GraphBatch make_graph_batch(const std::vector<encoding::LabelledGraph>& graphs, std::span<const std::size_t> rows,
                            const encoding::GraphVocabulary& vocabulary, int degrees, torch::Device device);

}  // namespace cellar::training::torch_models
