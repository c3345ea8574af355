// SPDX-License-Identifier: Apache-2.0
// The controller of ENAS: Pham et al., "Efficient Neural Architecture Search via Parameter Sharing", ICML 2018,
// arXiv 1802.03268, as NAS-Bench-1Shot1 uses it (automl/nasbench-1shot1@cb0f0ec, optimizers/enas). A recurrent network
// (controller_network.hpp) draws architectures and learns by REINFORCE to draw those that do well in the supernet:
//
//   reward = accuracy in per cent + entropy_weight * entropy;  baseline = moving average of rewards, this one included
//   Adam along (reward - baseline) d log p(sample) / d weights
//
// Deviations:
// - The log probability of a set of parents is its own, in whatever order they are drawn; there it is the mean over the
//   parents of the logarithm of their softmax, as if each were the first. After them the network sees the mean of their
//   vectors, there that of the last one drawn.
// - A block's operation is chosen after its own parents; there it comes after those of the next node, as its loop
//   begins at node 2 and operations are matched to blocks by their place in the list. A node that must take all earlier
//   ones takes them without a decision.
// - The vector of the input and of the first block is a state like any other, there zeros; one bias for the gates of
//   the recurrent cell, there the sum of two.
// - The baseline is corrected for its start at 0; there it takes hundreds of rewards to come near them, and until then
//   every sample is reinforced.
// - Double precision.
#pragma once

#include <cellar/network/descent.hpp>
#include <cellar/oneshot/controller_network.hpp>
#include <cellar/optimizer/reinforce.hpp>

namespace cellar::oneshot {

struct ControllerSample {
  space::nb1shot1::Configuration configuration;
  double log_probability = 0;
  double entropy = 0;  ///< of its decisions, each given those before it; in nats
};

class Controller {
 public:
  /// `space` is one of space::nb1shot1::space(); `rng` draws the initial weights.
  Controller(const space::nb1shot1::OneShotSpace& space, const ControllerOptions& options, base::Rng& rng);

  ControllerSample sample(base::Rng& rng);

  /// One step by the accuracy (a fraction) of the last sample; at most once for each.
  void reinforce(double accuracy);

  /// What it prefers: the softmax of each decision where all those before it are the most probable ones. For a node
  /// with more than one parent that of the first to be drawn. OneShotSpace::discretise makes the most probable
  /// decisions of it.
  space::nb1shot1::ChoiceWeights probabilities() const;

  std::span<const double> weights() const { return network_.weights(); }

 private:
  ControllerOptions options_;
  ControllerNetwork network_;
  network::Adam<double> adam_;
  optimizer::MovingAverage baseline_;
  ControllerNetwork::Trace last_;
};

}  // namespace cellar::oneshot
