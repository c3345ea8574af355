// SPDX-License-Identifier: Apache-2.0
// The recurrent network of ENAS (Pham et al., ICML 2018, arXiv 1802.03268, section 2.4) for the spaces of
// NAS-Bench-1Shot1 (automl/nasbench-1shot1@cb0f0ec, optimizers/enas/micro_controller.py): it makes the decisions of a
// cell one after the other, each from what it has decided so far. What differs from there: controller.hpp.
//
//   the input node's vector = state after a step on the start token
//   for each node:  where it has a choice: step; score of earlier node j = v tanh(K vector_j + Q state);
//                       logits = 2.5 tanh(score / 5); its parents are drawn without replacement
//                       next input = mean of the parents' vectors
//                   where it is a block: step; logits = 0.5 tanh((W state + b) / 5) + (0.25, 0.25, -0.25); its operation
//                       next input = the operation's token; the node's vector = state after a step on it
//                       next input = the start token
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/oneshot/controller_options.hpp>
#include <cellar/oneshot/lstm_cell.hpp>
#include <cellar/oneshot/subset_distribution.hpp>
#include <cellar/space/nb1shot1.hpp>

namespace cellar::oneshot {

class ControllerNetwork {
 public:
  /// Decides: the number of one of the distribution's sets.
  using Choose = std::function<std::size_t(const SubsetDistribution&)>;

  struct Decision {
    SubsetDistribution alternatives;             ///< sets of earlier nodes, or operations in the supernet's order
    std::size_t chosen;
    std::vector<double> slopes;                  ///< of the logits by the scores that the tanh is of
    std::vector<std::vector<double>> attention;  ///< tanh(K vector + Q state) by earlier node; empty: an operation's

    bool is_operation() const { return attention.empty(); }
  };

  /// A step of the recurrent cell.
  struct Moment {
    LstmCell::Step step;
    std::uint8_t sources = 0;          ///< its input is the mean of these nodes' vectors; 0: a token
    std::size_t token = 0;             ///< 0: start, else operation + 1
    std::optional<Decision> decision;  ///< made from its state
  };

  struct Trace {
    std::vector<Moment> moments;
    std::vector<std::size_t> vectors;       ///< by node: the moment whose state stands for it
    std::vector<std::vector<double>> keys;  ///< by node: K vector
    double log_probability() const;         ///< of what was decided
    double entropy() const;                 ///< of the decisions, each with those before it as they are; added up
  };

  /// Weights are uniform from -0.1 to 0.1, but the bias of the operations begins at 10, 10, 0.
  ControllerNetwork(const space::nb1shot1::OneShotSpace& space, const ControllerOptions& options, base::Rng& rng);

  const space::nb1shot1::OneShotSpace& space() const { return *space_; }
  std::span<double> weights() { return weights_; }
  std::span<const double> weights() const { return weights_; }

  Trace decide(const Choose& choose) const;

  /// Of the trace's log_probability by the weights, as they were when it was made.
  std::vector<double> gradient(const Trace& trace) const;

 private:
  struct Backward;

  std::span<const double> embedding(std::size_t token) const;
  bool chooses_parents(int node) const { return space_->parent_count(node) < node; }
  void step(Trace& trace, std::uint8_t sources, std::size_t token) const;
  void keep_vector(Trace& trace) const;
  std::uint8_t choose_parents(Trace& trace, int node, const Choose& choose) const;
  std::size_t choose_operation(Trace& trace, const Choose& choose) const;

  const space::nb1shot1::OneShotSpace* space_;
  ControllerOptions options_;
  std::size_t units_;
  LstmCell cell_;  // the embeddings of the tokens come before it
  LinearMap key_, query_, score_, operations_;
  std::vector<double> weights_;
};

}  // namespace cellar::oneshot
