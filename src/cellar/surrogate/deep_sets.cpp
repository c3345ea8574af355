// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/deep_sets.hpp>

#include <cellar/surrogate/mlp.hpp>
#include <cellar/surrogate/network_coding.hpp>

namespace cellar::surrogate {
namespace {

std::vector<float> applied(const DenseRows& layer, std::span<const float> x, std::size_t rows) {
  std::vector<float> y(rows * layer.width());
  layer.apply(x, y);
  return y;
}

}  // namespace

base::Result<DeepSetsEnsemble> DeepSetsEnsemble::build(std::span<const DeepSetsSpec> members) {
  if (const auto sound = check_networks(members); !sound) return sound.error();
  DeepSetsEnsemble ensemble;
  ensemble.features_ = members.front().element_layers.front().inputs;
  for (const DeepSetsSpec& spec : members) {
    if (spec.element_layers.front().inputs != ensemble.features_)
      return base::Error{base::ErrorCode::invalid_argument, "members differ in their number of features", {}};
    ensemble.members_.push_back({{spec.element_layers.begin(), spec.element_layers.end()},
                                 {spec.set_layers.begin(), spec.set_layers.end()},
                                 spec.range});
  }
  return ensemble;
}

void DeepSetsEnsemble::predict(std::span<const SetInput> sets, std::span<double> out) const {
  for (std::size_t m = 0; m < members_.size(); ++m)
    for (std::size_t i = 0; i < sets.size(); ++i) out[i * members_.size() + m] = predict_one(members_[m], sets[i]);
}

double DeepSetsEnsemble::predict_one(const Member& member, const SetInput& set) {
  const std::size_t elements = set.size() / encoding::kEdgeFeatures;
  const DenseRows& first = member.element_layers.front();
  std::vector<float> x(elements * first.width());
  for (std::size_t e = 0; e < elements; ++e)
    first.apply_sparse(std::span(set).subspan(e * encoding::kEdgeFeatures, encoding::kEdgeFeatures),
                       std::span(x).subspan(e * first.width(), first.width()));
  rectify(x);
  for (std::size_t l = 1; l < member.element_layers.size(); ++l) {
    x = applied(member.element_layers[l], x, elements);
    rectify(x);
  }
  std::vector<float> sum(member.element_layers.back().width());
  for (std::size_t e = 0; e < elements; ++e) add_row(sum, x.data() + e * sum.size());
  for (std::size_t l = 0; l < member.set_layers.size(); ++l) {
    if (l != 0) rectify(sum);
    sum = applied(member.set_layers[l], sum, 1);
  }
  return in_range(member.range, sum[0]);
}

}  // namespace cellar::surrogate
