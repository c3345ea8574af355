// SPDX-License-Identifier: Apache-2.0
// The supernet of NAS-Bench-1Shot1 (Zela et al., arXiv 2001.10422, section 3; automl/nasbench-1shot1@cb0f0ec,
// optimizers/darts/model_search.py) over its three spaces, at the size of the small task (docs/oneshot.md).
//
// A cell has choice blocks. The input of a block is the weighted sum of the cell's input, projected by a 1 x 1
// convolution of the block's own, and of earlier blocks; its output the weighted sum of a 3 x 3 maximum pooling, a 3 x 3
// and a 1 x 1 convolution of that. The cell's output is the blocks side by side, weighted, plus the weighted projection
// of the cell's input to all their channels.
//
// Deviations from the original: three cells instead of nine, a tenth of the pixels, and the last batch norm has a scale
// and a shift like all others.
#pragma once

#include <vector>

#include <cellar/network/layers.hpp>
#include <cellar/network/network.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::oneshot {

/// Operations of a block in a supernet's order: maxpool, conv3x3, conv1x1 (space::nb1shot1::ChoiceWeights).
inline constexpr int kOperations = space::nb101::kOperationCount;

/// The weights of one cell's choices, and their gradients.
template <class T>
struct CellMixtures {
  std::vector<network::Mixture<T>> operations;  ///< by block
  std::vector<network::Mixture<T>> inputs;      ///< by node from 1 on, the output last; of all nodes before it
};

struct SupernetShape {
  network::NetworkShape images = {};  ///< batch, side, classes, and the channels of a block in the first cell
  int partial = 1;  ///< only one in so many channels goes through the operations (Xu et al., arXiv 1907.05737, section 3)
};

template <class T>
class Supernet {
 public:
  /// Built with all weights of choices 1. `space` must outlive it. Memory: a few megabytes at the standard shape.
  Supernet(const space::nb1shot1::OneShotSpace& space, const SupernetShape& shape);
  Supernet(const Supernet&) = delete;  // the graph refers to the mixtures
  Supernet& operator=(const Supernet&) = delete;

  const space::nb1shot1::OneShotSpace& space() const { return space_; }
  network::Network<T>& network() { return network_; }
  int cells() const { return static_cast<int>(mixtures_.size()); }

  /// Sets the weights of one cell's choices; `weights` has the inputs of every node. Layers that reach the output only
  /// through weights of 0 are left out from then on.
  void put(int cell, const space::nb1shot1::ChoiceWeights& weights);
  /// Of all cells.
  void put(const space::nb1shot1::ChoiceWeights& weights);

  void clear_choice_gradients();
  /// Of one cell's weights, since they were cleared; 0 where a weight was 0.
  space::nb1shot1::ChoiceWeights choice_gradients(int cell) const;

 private:
  /// Branches of the graph that can be left out.
  struct CellBranches {
    int projection;                        // of the cell's input to its output
    std::vector<int> blocks, projections;  // by block
    std::vector<std::array<int, kOperations>> operations;
  };

  network::Value add_cell(network::Value input, int channels, CellMixtures<T>& mixtures);
  network::Value add_block(network::Value input, const std::vector<network::Value>& earlier, int channels,
                           CellMixtures<T>& mixtures, CellBranches& branches);
  network::Value add_operations(network::Value input, int channels, network::Mixture<T>& mixture,
                                std::array<int, kOperations>& branches, int block_branch);

  const space::nb1shot1::OneShotSpace& space_;
  int partial_;
  network::Network<T> network_;
  std::vector<CellMixtures<T>> mixtures_;
  std::vector<CellBranches> branches_;
};

}  // namespace cellar::oneshot
