// SPDX-License-Identifier: Apache-2.0
// Softmax cross-entropy.
#pragma once

#include <cstdint>
#include <span>

#include <cellar/network/graph.hpp>

namespace cellar::network {

struct BatchLoss {
  double loss_sum = 0;  ///< over the images; not finite where the network has diverged
  int correct = 0;      ///< images whose largest logit is their label's; of equal ones the first counts
};

/// `labels` are at most as many as the batch; logits beyond them are ignored.
template <class T>
BatchLoss softmax_cross_entropy(Graph<T>& graph, Value logits, std::span<const std::uint8_t> labels);

/// The same, and puts the gradient of the mean loss into the graph. As many labels as the batch.
template <class T>
BatchLoss softmax_cross_entropy_gradient(Graph<T>& graph, Value logits, std::span<const std::uint8_t> labels);

}  // namespace cellar::network
