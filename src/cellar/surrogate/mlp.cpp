// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/mlp.hpp>

#include <algorithm>

#include <cellar/base/math.hpp>
#include <cellar/surrogate/network_coding.hpp>

namespace cellar::surrogate {
namespace {

// Inputs whose layers are computed together: their rows stay in the first-level cache beside a layer's weights.
constexpr std::size_t kBlock = 32;

}  // namespace

double in_range(const OutputRange& range, float z) {
  return range.low + (range.high - range.low) / (1 + base::exp(-static_cast<double>(z)));
}

base::Result<MlpEnsemble> MlpEnsemble::build(std::span<const MlpSpec> members) {
  if (const auto sound = check_networks(members); !sound) return sound.error();
  MlpEnsemble ensemble;
  ensemble.features_ = members.front().layers.front().inputs;
  for (const MlpSpec& spec : members) {
    if (spec.layers.front().inputs != ensemble.features_)
      return base::Error{base::ErrorCode::invalid_argument, "members differ in their number of features", {}};
    ensemble.members_.push_back({{spec.layers.begin(), spec.layers.end()}, spec.range});
  }
  return ensemble;
}

void MlpEnsemble::predict(std::span<const SparseInput> inputs, std::span<double> out) const {
  for (std::size_t m = 0; m < members_.size(); ++m)
    for (std::size_t first = 0; first < inputs.size(); first += kBlock)
      predict_block(members_[m], inputs.subspan(first, std::min(kBlock, inputs.size() - first)),
                    out.subspan(first * members_.size() + m), members_.size());
}

void MlpEnsemble::predict_block(const Member& member, std::span<const SparseInput> inputs, std::span<double> out,
                                std::size_t step) {
  const DenseRows& first = member.layers.front();
  std::vector<float> x(inputs.size() * first.width());
  for (std::size_t i = 0; i < inputs.size(); ++i)
    first.apply_sparse(inputs[i], std::span(x).subspan(i * first.width(), first.width()));
  for (std::size_t l = 1; l < member.layers.size(); ++l) {
    rectify(x);
    std::vector<float> y(inputs.size() * member.layers[l].width());
    member.layers[l].apply(x, y);
    x = std::move(y);
  }
  const std::size_t width = member.layers.back().width();
  for (std::size_t i = 0; i < inputs.size(); ++i) out[i * step] = in_range(member.range, x[i * width]);
}

}  // namespace cellar::surrogate
