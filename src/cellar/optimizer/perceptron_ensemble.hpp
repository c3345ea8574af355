// SPDX-License-Identifier: Apache-2.0
// Networks that differ in their first weights and the order of their batches, and the choices that BANANAS makes by
// what they predict (White et al., AAAI 2021, arXiv 1910.11858, section 3; naszilla/naszilla@94712e0,
// naszilla/acquisition_functions.py, turned from errors to accuracies).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <cellar/optimizer/multilayer_perceptron.hpp>

namespace cellar::optimizer {

/// What the networks say about one architecture: validation accuracies as fractions.
struct EnsemblePrediction {
  std::vector<double> members;
  double mean;
  double sd;  ///< of the population of members
};

class PerceptronEnsemble {
 public:
  /// `accuracies` is as long as `rows`. The networks learn validation errors in per cent, as the authors' do. Cost:
  /// see MultilayerPerceptron::train, once for each network.
  PerceptronEnsemble(std::size_t networks, std::size_t inputs, const SparseRows& rows,
                     std::span<const double> accuracies, const PerceptronTraining& training, base::Rng& rng);

  EnsemblePrediction predict(std::span<const std::uint16_t> ones) const;

 private:
  std::vector<MultilayerPerceptron<float>> networks_;
};

/// How much is an architecture worth trying?
enum class Acquisition {
  its,  ///< independent Thompson sampling: a draw from the normal distribution with the prediction's mean and sd
  ucb,  ///< upper confidence bound: mean + sd / 2
  ei,   ///< expected improvement over the best accuracy, with sd / 5
  pi,   ///< probability of such an improvement
  ts,   ///< Thompson sampling: the prediction of one network, the same for all architectures
};

/// Scores of architectures with these predictions, higher is better.
std::vector<double> acquisition_scores(Acquisition acquisition, std::span<const EnsemblePrediction> predictions,
                                       double best_accuracy, base::Rng& rng);

}  // namespace cellar::optimizer
