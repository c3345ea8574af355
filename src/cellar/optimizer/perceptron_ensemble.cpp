// SPDX-License-Identifier: Apache-2.0
#include <cellar/optimizer/perceptron_ensemble.hpp>

#include <cmath>

#include <cellar/base/math.hpp>
#include <cellar/optimizer/expected_improvement.hpp>

namespace cellar::optimizer {
namespace {

constexpr std::size_t kHiddenLayers = 10;      // naszilla/naszilla@1cdfaa8, params.py, "standard"
constexpr double kConfidenceFactor = 0.5;      // acquisition_functions.py, explore_factor
constexpr double kImprovementSdDivisor = 5.0;  // acquisition_functions.py, ei_calibration_factor

double error_of(double accuracy) { return 100 * (1 - accuracy); }
double accuracy_of(double error) { return 1 - error / 100; }

double improvement_probability(double mean, double sd, double best) {
  if (!(sd > 0)) return mean > best ? 1 : 0;
  return base::normal_cdf((mean - best) / sd);
}

}  // namespace

PerceptronEnsemble::PerceptronEnsemble(std::size_t networks, std::size_t inputs, const SparseRows& rows,
                                       std::span<const double> accuracies, const PerceptronTraining& training,
                                       base::Rng& rng) {
  std::vector<float> errors;
  for (const double accuracy : accuracies) errors.push_back(static_cast<float>(error_of(accuracy)));
  for (std::size_t i = 0; i < networks; ++i) {
    base::Rng own(rng.next());
    networks_.emplace_back(inputs, kHiddenLayers, own);
    networks_.back().train(rows, errors, training, own);
  }
}

EnsemblePrediction PerceptronEnsemble::predict(std::span<const std::uint16_t> ones) const {
  EnsemblePrediction prediction{{}, 0, 0};
  const auto count = static_cast<double>(networks_.size());
  for (const auto& network : networks_) {
    prediction.members.push_back(accuracy_of(static_cast<double>(network.predict(ones))));
    prediction.mean += prediction.members.back() / count;
  }
  double variance = 0;
  for (const double member : prediction.members) {
    const double deviation = member - prediction.mean;
    variance += deviation * deviation / count;
  }
  prediction.sd = std::sqrt(variance);
  return prediction;
}

std::vector<double> acquisition_scores(Acquisition acquisition, std::span<const EnsemblePrediction> predictions,
                                       double best_accuracy, base::Rng& rng) {
  std::vector<double> scores;
  if (predictions.empty()) return scores;
  const auto networks = static_cast<std::uint32_t>(predictions.front().members.size());
  const std::size_t chosen = acquisition == Acquisition::ts ? rng.below(networks) : 0;
  const auto score = [&](const EnsemblePrediction& prediction) {
    switch (acquisition) {
      case Acquisition::its: return prediction.mean + prediction.sd * rng.normal();
      case Acquisition::ucb: return prediction.mean + kConfidenceFactor * prediction.sd;
      case Acquisition::ei:
        return expected_improvement(prediction.mean, prediction.sd / kImprovementSdDivisor, best_accuracy);
      case Acquisition::pi: return improvement_probability(prediction.mean, prediction.sd, best_accuracy);
      case Acquisition::ts: return prediction.members[chosen];
    }
    return 0.0;
  };
  for (const auto& prediction : predictions) scores.push_back(score(prediction));
  return scores;
}

}  // namespace cellar::optimizer
