// SPDX-License-Identifier: Apache-2.0
// Inference of ensembles of deep sets; what they compute is said in network_specs.hpp.
#pragma once

#include <span>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/dense_rows.hpp>

namespace cellar::surrogate {

/// Input of a member: kEdgeFeatures numbers an element (encoding::edge_set), each below features().
using SetInput = std::vector<std::uint16_t>;

class DeepSetsEnsemble {
 public:
  /// Errors of check_networks; invalid_argument where members differ in their number of features.
  static base::Result<DeepSetsEnsemble> build(std::span<const DeepSetsSpec> members);

  int members() const { return static_cast<int>(members_.size()); }
  int features() const { return features_; }

  /// out[i * members() + m] = prediction of member m for set i, the same bits as for the set alone.
  void predict(std::span<const SetInput> sets, std::span<double> out) const;

 private:
  struct Member {
    std::vector<DenseRows> element_layers, set_layers;
    OutputRange range;
  };

  static double predict_one(const Member& member, const SetInput& set);

  int features_ = 0;
  std::vector<Member> members_;
};

}  // namespace cellar::surrogate
