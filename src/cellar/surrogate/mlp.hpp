// SPDX-License-Identifier: Apache-2.0
// Inference of ensembles of perceptrons on sparse binary vectors; what they compute is said in network_specs.hpp.
#pragma once

#include <span>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/surrogate/dense_rows.hpp>

namespace cellar::surrogate {

/// Input of a member: the ascending numbers of the ones (encoding::PathFeatures), each below features().
using SparseInput = std::vector<std::uint16_t>;

class MlpEnsemble {
 public:
  /// Errors of check_networks; invalid_argument where members differ in their number of features.
  static base::Result<MlpEnsemble> build(std::span<const MlpSpec> members);

  int members() const { return static_cast<int>(members_.size()); }
  int features() const { return features_; }

  /// out[i * members() + m] = prediction of member m for input i, the same bits as for the input alone.
  void predict(std::span<const SparseInput> inputs, std::span<double> out) const;

 private:
  struct Member {
    std::vector<DenseRows> layers;
    OutputRange range;
  };

  static void predict_block(const Member& member, std::span<const SparseInput> inputs, std::span<double> out,
                            std::size_t step);

  int features_ = 0;
  std::vector<Member> members_;
};

/// low + (high - low) / (1 + exp(-z))
double in_range(const OutputRange& range, float z);

}  // namespace cellar::surrogate
