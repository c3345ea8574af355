// SPDX-License-Identifier: Apache-2.0
// The surrogate benchmark nb301: NAS-Bench-301's question (arXiv 2008.09777) answered by tree ensembles of our own. What
// the shipped model was fitted to, and how well it does, stands in models/nb301-trees-v1.md.
#pragma once

#include <memory>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/surrogate/model_file.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>

namespace cellar::benchmark {

/// What a model file of kind kNb301Kind holds, by section. Accuracies are fractions.
///   trees   "val_accuracy"   the ensemble: after 98 epochs
///   trees   "runtime"        one member: seconds for 98 epochs; e epochs cost e/98 of it
///   trees   "curve 0" ...    one member each: weights of the curve shapes
///   numbers "curve shapes"   98 values for each weight, epoch 1 to 98: the gap to the accuracy after 98 epochs is
///                            the sum of the weighted shapes, and zero at 98
///   numbers "noise"          standard deviation of val_accuracy between repeated trainings
///   numbers "unusual"        spread of the members, and parameter-free operations in the normal cell, from which on
///                            an answer is flagged out_of_distribution
///   numbers "best known"     choices of the best architecture found in a long search
struct Nb301Model {
  surrogate::TreeEnsembleSpec val_accuracy;
  surrogate::TreeEnsembleSpec runtime;
  std::vector<surrogate::TreeEnsembleSpec> curve_weights;
  std::vector<double> curve_shapes;
  double noise_sd = 0;
  double unusual_spread = 1;
  int unusual_parameter_free = 8;
  space::Architecture best_known;
};

inline constexpr std::string_view kNb301Kind = "nb301-surrogate";
inline constexpr int kNb301Epochs = 98;  ///< NAS-Bench-301 logs 98 of its 100 epochs

/// The sections above in a file that serialize_model_file takes.
base::Result<surrogate::ModelFile> to_model_file(const Nb301Model& model, std::string name, std::string version);

/// Error model_damaged names the section that is missing, too long or out of range.
base::Result<Nb301Model> nb301_model(const surrogate::ModelFile& file);

/// A benchmark from the bytes of a model file.
base::Result<std::unique_ptr<Benchmark>> make_nb301(std::span<const std::uint8_t> file);

/// The same from a model not yet in a file; its identity has no checksum.
base::Result<std::unique_ptr<Benchmark>> make_nb301_from(const Nb301Model& model, ModelIdentity identity);

}  // namespace cellar::benchmark
