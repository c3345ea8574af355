// SPDX-License-Identifier: Apache-2.0
// Another surrogate's validation accuracies in place of a benchmark's own: a deep ensemble, or one that runs elsewhere
// (ONNX Runtime) and hands its answers over.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <vector>

#include <cellar/benchmark/benchmark.hpp>

namespace cellar::benchmark {

/// Of an ensemble, as fractions.
struct Accuracy {
  double mean = 0;
  double sd = 0;  ///< population standard deviation of the members
  friend bool operator==(const Accuracy&, const Accuracy&) = default;
};

/// Of what the members say, of whom there is at least one; sums in their order.
Accuracy accuracy_of(std::span<const double> members);

class AccuracyModel {
 public:
  virtual ~AccuracyModel() = default;

  virtual const ModelIdentity& identity() const = 0;

  /// After the benchmark's longest training. Error internal for an architecture that it has no answer for yet.
  virtual base::Result<std::vector<Accuracy>> predict(std::span<const space::Architecture> architectures) const = 0;

  /// From this standard deviation on an answer is flagged out_of_distribution.
  virtual double unusual_spread() const = 0;
};

/// Answers that are worked out elsewhere and kept here.
class GivenAccuracies final : public AccuracyModel {
 public:
  GivenAccuracies(ModelIdentity identity, double unusual_spread);

  /// Both spans have the same length; a later answer replaces an earlier one. Error invalid_argument for a mean outside
  /// [0,1] or a standard deviation that is negative, or either not a number; then none of them is taken.
  base::Result<base::Done> give(std::span<const space::Architecture> architectures, std::span<const Accuracy> answers);

  bool knows(const space::Architecture& architecture) const { return answers_.contains(architecture); }

  const ModelIdentity& identity() const override { return identity_; }
  base::Result<std::vector<Accuracy>> predict(std::span<const space::Architecture> architectures) const override;
  double unusual_spread() const override { return unusual_spread_; }

 private:
  ModelIdentity identity_;
  double unusual_spread_;
  std::map<space::Architecture, Accuracy> answers_;
};

/// `benchmark` with the accuracies of `model`:
///   val_accuracy, val_accuracy_sd  the model's; for fewer epochs less what `benchmark` says is still to come then
///   noise                          as much as `benchmark` adds
///   runtime, sizes                 `benchmark`'s
///   test_accuracy                  none
///   flags                          out_of_distribution from either; modelled, or fitted_to_surrogate where `benchmark` is
/// `best` is the best architecture that is known of the model; no error where it has no answer for any.
std::unique_ptr<Benchmark> with_accuracies(std::shared_ptr<const Benchmark> benchmark,
                                           std::shared_ptr<const AccuracyModel> model, BestKnown best);

}  // namespace cellar::benchmark
