// SPDX-License-Identifier: Apache-2.0
#include "training/models/torch_network.hpp"

#include <cmath>
#include <numeric>

#include <torch/autograd.h>

namespace cellar::training::torch_models {
namespace {

constexpr double kNormEpsilon = 1e-5;
constexpr double kNormMomentum = 0.1;

torch::Tensor tensor_of(std::span<const float> values, std::vector<std::int64_t> shape, torch::Device device) {
  return torch::from_blob(const_cast<float*>(values.data()), shape).clone().to(device);
}

// Puts the values of the parts into one tensor and makes the parts views of it.
torch::Tensor join_parts(const std::vector<torch::Tensor>& parts, torch::Device device) {
  const torch::NoGradGuard no_grad;
  std::vector<torch::Tensor> flat = {torch::empty({0}, device)};
  for (const auto& part : parts) flat.push_back(part.detach().flatten());
  const torch::Tensor joined = torch::cat(flat);
  std::int64_t offset = 0;
  for (const auto& part : parts) {
    part.set_data(joined.narrow(0, offset, part.numel()).view(part.sizes()));
    offset += part.numel();
  }
  return joined;
}

std::vector<float> uniform_within(double bound, std::size_t count, base::Rng& rng) {
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>((2 * rng.uniform() - 1) * bound);
  return values;
}

// libtorch 1.13 multiplies a sparse matrix by a dense one fast, and does not know the derivative without a
// transposition of its own in every step.
class SparseProduct : public torch::autograd::Function<SparseProduct> {
 public:
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& matrix,
                               const torch::Tensor& transposed, const torch::Tensor& dense) {
    context->saved_data["transposed"] = transposed;
    return torch::mm(matrix, dense);
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    return {{}, {}, torch::mm(context->saved_data["transposed"].toTensor(), gradients[0].contiguous())};
  }
};

}  // namespace

torch::Tensor Parameters::add_weights(std::span<const float> values, std::vector<std::int64_t> shape) {
  weight_parts_.push_back(tensor_of(values, std::move(shape), device_).requires_grad_());
  return weight_parts_.back();
}

torch::Tensor Parameters::add_statistic(float value, std::int64_t size) {
  statistic_parts_.push_back(torch::full({size}, value, device_));
  return statistic_parts_.back();
}

void Parameters::join() {
  joined_weights_ = join_parts(weight_parts_, device_);
  joined_statistics_ = join_parts(statistic_parts_, device_);
}

torch::Tensor Parameters::take_gradient() {
  std::vector<torch::Tensor> flat;
  for (auto& part : weight_parts_) {
    flat.push_back(part.grad().defined() ? part.grad().flatten() : torch::zeros({part.numel()}, device_));
    part.mutable_grad().reset();
  }
  return torch::cat(flat);
}

torch::Tensor add_embedding(Parameters& parameters, int count, int width, base::Rng& rng) {
  std::vector<float> values(static_cast<std::size_t>(count) * static_cast<std::size_t>(width));
  for (float& value : values) value = static_cast<float>(rng.normal());
  return parameters.add_weights(values, {count, width});
}

DenseLayer::DenseLayer(Parameters& parameters, int inputs, int outputs, base::Rng& rng) {
  const double bound = 1 / std::sqrt(inputs);
  const auto count = static_cast<std::size_t>(inputs) * static_cast<std::size_t>(outputs);
  weights = parameters.add_weights(uniform_within(bound, count, rng), {inputs, outputs});
  biases = parameters.add_weights(uniform_within(bound, static_cast<std::size_t>(outputs), rng), {outputs});
}

NormLayer::NormLayer(Parameters& parameters, int width) {
  scale = parameters.add_weights(std::vector<float>(static_cast<std::size_t>(width), 1), {width});
  shift = parameters.add_weights(std::vector<float>(static_cast<std::size_t>(width), 0), {width});
  mean = parameters.add_statistic(0, width);
  variance = parameters.add_statistic(1, width);
}

torch::Tensor NormLayer::operator()(const torch::Tensor& x, bool training) const {
  return torch::batch_norm(x, scale, shift, mean, variance, training, kNormMomentum, kNormEpsilon, x.is_cuda());
}

std::vector<float> values_of(const torch::Tensor& tensor) {
  const torch::Tensor flat = tensor.detach().cpu().contiguous();
  return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

surrogate::DenseSpec spec_of(const DenseLayer& layer) {
  return {static_cast<int>(layer.weights.size(0)), static_cast<int>(layer.weights.size(1)), values_of(layer.weights),
          values_of(layer.biases)};
}

surrogate::DenseSpec spec_of(const DenseLayer& layer, const NormLayer& norm) {
  surrogate::DenseSpec spec = spec_of(layer);
  const auto scale = values_of(norm.scale), shift = values_of(norm.shift), mean = values_of(norm.mean),
             variance = values_of(norm.variance);
  const auto outputs = static_cast<std::size_t>(spec.outputs);
  for (std::size_t o = 0; o < outputs; ++o) {
    const double factor = scale[o] / std::sqrt(variance[o] + kNormEpsilon);
    for (std::size_t at = o; at < spec.weights.size(); at += outputs)
      spec.weights[at] = static_cast<float>(spec.weights[at] * factor);
    spec.biases[o] = static_cast<float>((double{spec.biases[o]} - mean[o]) * factor + shift[o]);
  }
  return spec;
}

Incidence::Incidence(std::span<const std::int64_t> rows, std::span<const std::int64_t> columns, std::int64_t row_count,
                     std::int64_t column_count, torch::Device device) {
  const auto count = static_cast<std::int64_t>(rows.size());
  torch::Tensor places = torch::empty({2, count}, torch::kInt64);
  std::copy(rows.begin(), rows.end(), places.data_ptr<std::int64_t>());
  std::copy(columns.begin(), columns.end(), places.data_ptr<std::int64_t>() + count);
  places = places.to(device);
  const torch::Tensor ones = torch::ones({count}, device);
  matrix_ = torch::_sparse_coo_tensor_unsafe(places, ones, {row_count, column_count});
  transposed_ = torch::_sparse_coo_tensor_unsafe(places.flip(0).contiguous(), ones, {column_count, row_count});
}

torch::Tensor Incidence::product(const torch::Tensor& dense) const {
  return SparseProduct::apply(matrix_, transposed_, dense);
}

torch::Tensor Incidence::transposed_product(const torch::Tensor& dense) const {
  return SparseProduct::apply(transposed_, matrix_, dense);
}

torch::Tensor dropout(const torch::Tensor& x, double probability, bool training, base::Rng& rng) {
  if (!training || probability == 0) return x;
  const auto kept = static_cast<float>(1 / (1 - probability));
  torch::Tensor mask = torch::empty(x.sizes(), torch::kFloat32);
  float* values = mask.data_ptr<float>();
  for (std::int64_t i = 0; i < mask.numel(); ++i) values[i] = rng.uniform() < probability ? 0 : kept;
  return x * mask.to(x.device());
}

}  // namespace cellar::training::torch_models
