// SPDX-License-Identifier: Apache-2.0
// What the networks that libtorch trains are made of. Weights are drawn, units dropped and batches mixed by base::Rng,
// not by libtorch's generators: members train side by side in threads, and libtorch's CPU generator is one for all of
// them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <torch/types.h>

#include <cellar/base/rng.hpp>
#include <cellar/surrogate/network_specs.hpp>

namespace cellar::training::torch_models {

/// All weights of a network in one tensor, so that a step of the optimizer is one operation and a checkpoint one array;
/// the layers hold views of it.
class Parameters {
 public:
  explicit Parameters(torch::Device device) : device_(device) {}

  /// A trained tensor with these values.
  torch::Tensor add_weights(std::span<const float> values, std::vector<std::int64_t> shape);
  /// One that is measured, not trained: a batch norm's mean and variance.
  torch::Tensor add_statistic(float value, std::int64_t size);
  /// After the last one was added.
  void join();

  torch::Device device() const { return device_; }
  torch::Tensor& weights() { return joined_weights_; }
  torch::Tensor& statistics() { return joined_statistics_; }

  /// Of the last backward pass, in the order of weights(); 0 where there was none. Forgets it.
  torch::Tensor take_gradient();

 private:
  torch::Device device_;
  std::vector<torch::Tensor> weight_parts_, statistic_parts_;
  torch::Tensor joined_weights_, joined_statistics_;
};

/// A row of weights for each of `count` things, normal with deviation 1 as PyTorch's embeddings are.
torch::Tensor add_embedding(Parameters& parameters, int count, int width, base::Rng& rng);

/// x W + b, both uniform within 1 / sqrt(inputs) at first, as PyTorch's Linear.
struct DenseLayer {
  DenseLayer(Parameters& parameters, int inputs, int outputs, base::Rng& rng);
  torch::Tensor operator()(const torch::Tensor& x) const { return torch::addmm(biases, x, weights); }

  torch::Tensor weights;  ///< inputs x outputs
  torch::Tensor biases;
};

/// Batch norm over rows, with PyTorch's momentum of 0.1 and epsilon of 1e-5.
struct NormLayer {
  NormLayer(Parameters& parameters, int width);
  torch::Tensor operator()(const torch::Tensor& x, bool training) const;

  torch::Tensor scale, shift, mean, variance;
};

std::vector<float> values_of(const torch::Tensor& tensor);
surrogate::DenseSpec spec_of(const DenseLayer& layer);
/// The layer and the norm after it, with the statistics it has measured, as one layer.
surrogate::DenseSpec spec_of(const DenseLayer& layer, const NormLayer& norm);

/// A sparse matrix of ones, given by the row and the column of each; `product` sums rows of a dense one.
struct Incidence {
  Incidence(std::span<const std::int64_t> rows, std::span<const std::int64_t> columns, std::int64_t row_count,
            std::int64_t column_count, torch::Device device);
  torch::Tensor product(const torch::Tensor& dense) const;
  /// With the transposed matrix: a row of `dense` for each column.
  torch::Tensor transposed_product(const torch::Tensor& dense) const;

 private:
  torch::Tensor matrix_, transposed_;
};

/// Values with a share of `probability` of them 0 and the others scaled up, where `training`.
torch::Tensor dropout(const torch::Tensor& x, double probability, bool training, base::Rng& rng);

class TorchNetwork {
 public:
  explicit TorchNetwork(torch::Device device) : parameters(device) {}
  virtual ~TorchNetwork() = default;

  /// The value before the sigmoid of the architectures with these numbers among those it was made for; one column.
  virtual torch::Tensor forward(std::span<const std::size_t> rows, bool training, base::Rng& rng) = 0;

  Parameters parameters;
};

}  // namespace cellar::training::torch_models
