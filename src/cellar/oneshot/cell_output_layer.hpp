// SPDX-License-Identifier: Apache-2.0
// The output of a supernet's cell (Zela et al., arXiv 2001.10422, section 3): weighted blocks beside each other, added to
// the weighted projection of the cell's input.
#pragma once

#include <vector>

#include <cellar/network/layers.hpp>

namespace cellar::oneshot {

/// weight 0 * projection + (weight 1 * block 1, weight 2 * block 2, ...). `projection` has the channels of all blocks
/// together. Adds to the mixture's gradients; the mixture must outlive the graph. What has weight 0 is left out, as in
/// network::mixed_operation.
template <class T>
network::Value weighted_cell_output(network::Graph<T>& graph, network::Value projection,
                                    const std::vector<network::Value>& blocks, network::Mixture<T>& mixture);

}  // namespace cellar::oneshot
