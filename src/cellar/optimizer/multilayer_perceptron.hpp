// SPDX-License-Identifier: Apache-2.0
// The small regression network of BANANAS (White et al., AAAI 2021, arXiv 1910.11858; settings of its authors' code,
// naszilla/naszilla@4a0cfc3, meta_neural_net.py): sparse binary input, hidden layers of 20 rectified units, one output,
// trained with Adam on the mean absolute error.
//
// The input layer is a sum of rows, one for each feature that is 1; in the other layers units that are 0 are skipped.
// Arithmetic goes along the 20 units of a layer (unit_row.hpp), every sum in a fixed order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/optimizer/unit_row.hpp>

namespace cellar::optimizer {

/// Binary vectors, each as the ascending numbers of its ones.
class SparseRows {
 public:
  void add(std::span<const std::uint16_t> ones) {
    ones_.insert(ones_.end(), ones.begin(), ones.end());
    ends_.push_back(ones_.size());
  }
  std::size_t size() const { return ends_.size(); }
  std::span<const std::uint16_t> operator[](std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
    return std::span(ones_).subspan(begin, ends_[row] - begin);
  }
  /// Of all rows, one after the other.
  std::span<const std::uint16_t> ones() const { return ones_; }

 private:
  std::vector<std::uint16_t> ones_;
  std::vector<std::size_t> ends_;
};

/// The authors' "standard" network (naszilla/naszilla@1cdfaa8, params.py); the last three are Keras' Adam as they set
/// it.
struct PerceptronTraining {
  int epochs = 150;
  std::int64_t max_steps = 750;  ///< fewer epochs where they would take more steps; at least one
  std::size_t batch = 32;
  double learning_rate = 0.01;
  double first_decay = 0.9;
  double second_decay = 0.99;
  double epsilon = 1e-7;
};

/// Real: float, and double for tests.
template <class Real>
class MultilayerPerceptron {
 public:
  static constexpr std::size_t kUnits = UnitRow<Real>::kUnits;  ///< of a hidden layer

  /// Weights uniform as Glorot and Bengio 2010 have it (Keras' default), biases 0. `hidden_layers` is 1 or more.
  MultilayerPerceptron(std::size_t inputs, std::size_t hidden_layers, base::Rng& rng);

  /// Epochs of mini-batches, each in a new random order; the last batch of an epoch may be smaller. `targets` is as
  /// long as `rows`. Cost of a step: linear in its rows' ones and in the number of features that any row has.
  void train(const SparseRows& rows, std::span<const Real> targets, const PerceptronTraining& settings, base::Rng& rng);

  Real predict(std::span<const std::uint16_t> ones) const;

  /// In groups of 20: for each input its weights to the first layer, then that layer's biases; for each further layer
  /// the same, with the units below it as inputs; the output's weights; the output's bias and 19 unused zeros.
  std::vector<Real> weights() const;
  void set_weights(std::span<const Real> weights);

  /// Derivatives of the mean absolute error over all rows, in the order of weights().
  std::vector<Real> gradient(const SparseRows& rows, std::span<const Real> targets) const;

 private:
  using Row = UnitRow<Real>;

  /// What a layer gives to the next one.
  struct Activation {
    Row values;
    std::uint32_t active;  ///< bit u: unit u is above 0
  };

  MultilayerPerceptron(std::size_t inputs, std::size_t hidden_layers);


  std::size_t first_row(std::size_t layer) const { return layer == 0 ? 0 : inputs_ + 1 + (layer - 1) * (kUnits + 1); }
  std::size_t bias_row(std::size_t layer) const { return first_row(layer + 1) - 1; }
  std::size_t output_row() const { return first_row(hidden_layers_); }

  /// Fills one activation for each hidden layer.
  Real forward(std::span<const std::uint16_t> ones, std::span<Activation> layers) const;
  /// Adds the derivatives times `scale` to `gradient`, which has a row for each of rows_.
  void backward(std::span<const std::uint16_t> ones, std::span<const Activation> layers, Real scale,
                std::vector<Row>& gradient) const;
  void train_all(const SparseRows& rows, std::span<const Real> targets, const PerceptronTraining& settings,
                 base::Rng& rng);

  std::size_t inputs_;
  std::size_t hidden_layers_;
  std::vector<Row> rows_;  // in the order of weights()
};

extern template class MultilayerPerceptron<float>;
extern template class MultilayerPerceptron<double>;

}  // namespace cellar::optimizer
