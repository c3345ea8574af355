// SPDX-License-Identifier: Apache-2.0
// A cell of long short-term memory (Hochreiter and Schmidhuber, Neural Computation 9, 1997, with the forget gate of
// Gers et al., 2000) with a hand-written backward pass, in double precision.
//
//   i, f, o = sigmoid, g = tanh of W [x, h] + b;  c' = f c + i g;  h' = o tanh(c')
#pragma once

#include <vector>

#include <cellar/oneshot/linear_map.hpp>

namespace cellar::oneshot {

class LstmCell {
 public:
  /// What a step leaves for the next one, and for its way back.
  struct Step {
    std::vector<double> input;       ///< x, then the state before
    std::vector<double> gates;       ///< input, forget, candidate, output; after their sigmoid or tanh
    std::vector<double> old_memory;  ///< c
    std::vector<double> memory;      ///< c'
    std::vector<double> state;       ///< h'
  };

  /// As many inputs as units. Its weights begin at `offset` of the list that the passes are given.
  LstmCell(std::size_t offset, std::size_t units) : units_(units), gates_(offset, 2 * units, 4 * units, true) {}

  std::size_t end() const { return gates_.end(); }

  /// From the state and memory of `before`; from zeros where that is null.
  Step forward(std::span<const double> weights, std::span<const double> x, const Step* before) const;

  /// From the gradient of the state, and of the memory as far as later steps have one, which becomes that of the old
  /// memory. Adds to the gradients of the weights; gives that of `input`.
  std::vector<double> backward(std::span<const double> weights, const Step& step, std::span<const double> d_state,
                               std::span<double> d_memory, std::span<double> gradients) const;

 private:
  std::size_t units_;
  LinearMap gates_;
};

}  // namespace cellar::oneshot
