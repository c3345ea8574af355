// SPDX-License-Identifier: Apache-2.0
// A matrix among the weights of a small recurrent network, in double precision. Sums have a fixed order, so that the
// bits are equal on every build.
#pragma once

#include <cstddef>
#include <span>

namespace cellar::oneshot {

/// y = W x, with a bias added where there is one. Its weights are a stretch of a longer list: a row of `outputs` for
/// each input, the bias last.
class LinearMap {
 public:
  LinearMap(std::size_t offset, std::size_t inputs, std::size_t outputs, bool biased)
      : offset_(offset), inputs_(inputs), outputs_(outputs), biased_(biased) {}

  /// Behind its last weight.
  std::size_t end() const { return bias_offset() + (biased_ ? outputs_ : 0); }
  std::size_t bias_offset() const { return offset_ + inputs_ * outputs_; }

  /// `weights` and `gradients` are the whole list.
  void apply(std::span<const double> weights, std::span<const double> x, std::span<double> y) const;

  /// Adds what the gradient `dy` of the output means for the weights and for the input.
  void backward(std::span<const double> weights, std::span<const double> x, std::span<const double> dy,
                std::span<double> gradients, std::span<double> dx) const;

 private:
  std::size_t row(std::size_t input) const { return offset_ + input * outputs_; }

  std::size_t offset_, inputs_, outputs_;
  bool biased_;
};

}  // namespace cellar::oneshot
