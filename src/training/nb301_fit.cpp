// SPDX-License-Identifier: Apache-2.0
#include "training/nb301_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Eigenvalues>

#include <cellar/base/math.hpp>
#include <cellar/encoding/tree_features.hpp>
#include "training/best_search.hpp"
#include "training/label_correction.hpp"

namespace cellar::training {
namespace {

using base::Result;
using benchmark::kNb301Epochs;
using benchmark::Nb301Model;
using Eigen::Index;

constexpr double kPercentagePoint = 0.01;
constexpr double kHour = 3600;

// Two shapes give the accuracy after 50 epochs with a Spearman correlation of 0.92, three with 0.94 (cellar evaluate).
constexpr int kCurveShapes = 3;

// Between repeated trainings NAS-Bench-301's architectures spread by about 0.06 to 0.1 percentage points.
constexpr double kNoiseSd = 0.0008;

// An answer is unusual where the members spread more than they do for 99 of 100 random architectures, or the normal cell
// has at most one convolution.
constexpr double kUsualShare = 0.99;
constexpr int kUnusualParameterFree = 7;

Result<surrogate::TreeEnsembleSpec> fit_runtime(const LabelSet& labels, const FeatureMatrix& features,
                                                std::span<const std::size_t> rows, const FitProgress& progress) {
  std::vector<double> seconds;
  for (const std::size_t row : rows) seconds.push_back(labels.runtime_seconds[row]);
  TreeFitOptions options;
  options.members = 1;
  options.trees = 150;
  options.unit = kHour;
  return fit_trees("runtime", features, seconds, options, progress);
}

// Principal shapes of the gaps about zero, as columns, the strongest first.
Eigen::MatrixXd principal_shapes(const std::vector<std::vector<double>>& gaps) {
  const auto knots = static_cast<Index>(gaps.size());
  Eigen::MatrixXd moments(knots, knots);
  for (Index i = 0; i < knots; ++i)
    for (Index j = 0; j < knots; ++j)
      moments(i, j) = std::inner_product(gaps[static_cast<std::size_t>(i)].begin(), gaps[static_cast<std::size_t>(i)].end(),
                                         gaps[static_cast<std::size_t>(j)].begin(), 0.0);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(moments);
  return solver.eigenvectors().rowwise().reverse().leftCols(kCurveShapes);  // ascending eigenvalues
}

// A shape at every epoch: linear in the logarithm of the epoch between the epochs of the labels, zero at the last.
std::vector<double> at_every_epoch(const Eigen::VectorXd& shape) {
  const auto at_knot = [&](std::size_t e) { return e + 1 < kLabelEpochs.size() ? shape(static_cast<Index>(e)) : 0.0; };
  std::vector<double> values;
  for (int epoch = 1; epoch <= kNb301Epochs; ++epoch) {
    std::size_t e = 0;
    while (e + 2 < kLabelEpochs.size() && kLabelEpochs[e + 1] < epoch) ++e;
    const double share = base::log(static_cast<double>(epoch) / kLabelEpochs[e]) /
                         base::log(static_cast<double>(kLabelEpochs[e + 1]) / kLabelEpochs[e]);
    values.push_back(at_knot(e) + share * (at_knot(e + 1) - at_knot(e)));
  }
  return values;
}

Result<base::Done> fit_curve(const LabelSet& labels, const FeatureMatrix& features, std::span<const std::size_t> rows,
                             const PhaseProgress& progress, Nb301Model& model) {
  const auto gaps = learning_gaps(labels, rows);
  const Eigen::MatrixXd shapes = principal_shapes(gaps);
  for (int k = 0; k < kCurveShapes; ++k) {
    std::vector<double> weights(rows.size(), 0.0);
    for (std::size_t e = 0; e < gaps.size(); ++e)
      for (std::size_t i = 0; i < rows.size(); ++i) weights[i] += shapes(static_cast<Index>(e), k) * gaps[e][i];
    TreeFitOptions options;
    options.members = 1;
    options.trees = 100;
    options.unit = kPercentagePoint;
    auto trees = fit_trees("curve " + std::to_string(k), features, weights, options,
                           [&](int) { progress("learning curve", k + 1, kCurveShapes); });
    if (!trees) return trees.error();
    model.curve_weights.push_back(*std::move(trees));
    const auto shape = at_every_epoch(shapes.col(k));
    model.curve_shapes.insert(model.curve_shapes.end(), shape.begin(), shape.end());
  }
  return base::Done{};
}

// Spread of the members below which kUsualShare of the held-out random architectures lie.
double usual_spread(const LabelSet& labels, const benchmark::Benchmark& benchmark) {
  std::vector<space::Architecture> architectures;
  for (const std::size_t row : labels.of("held_out"))
    architectures.push_back(space::darts::pack(labels.architectures[row]));
  std::vector<double> spreads;
  for (const auto& answer : *benchmark.query_batch(architectures, kNb301Epochs, {}))
    spreads.push_back(*answer.val_accuracy_sd);
  const auto place = spreads.begin() + static_cast<std::ptrdiff_t>(kUsualShare * static_cast<double>(spreads.size()));
  std::nth_element(spreads.begin(), place, spreads.end());
  return *place;
}

}  // namespace

FeatureMatrix feature_matrix(const LabelSet& labels, std::span<const std::size_t> rows) {
  FeatureMatrix matrix{encoding::darts::kTreeFeatures, {}};
  for (const std::size_t row : rows) {
    const auto& genotype = labels.architectures[row];
    const auto features = encoding::darts::tree_features(genotype, space::darts::network_size(genotype));
    matrix.values.insert(matrix.values.end(), features.begin(), features.end());
  }
  return matrix;
}

Result<surrogate::TreeEnsembleSpec> fit_val_accuracy(const LabelSet& labels, std::span<const std::size_t> published_rows,
                                                     const Nb301FitOptions& options, const FitProgress& progress) {
  const auto rows = labels.fitted();
  const LabelCorrection correction(labels, published_rows);
  TreeFitOptions trees;
  trees.members = options.members;
  trees.trees = options.trees;
  trees.unit = kPercentagePoint;
  trees.threads = options.threads;
  return fit_trees("val_accuracy", feature_matrix(labels, rows), correction.correct(rows), trees, progress);
}

Result<Nb301Model> fit_nb301(const LabelSet& labels, const Nb301FitOptions& options, const PhaseProgress& progress) {
  std::vector<std::size_t> all_published(labels.published.size());
  std::iota(all_published.begin(), all_published.end(), 0);
  auto val_accuracy = fit_val_accuracy(labels, all_published, options,
                                       [&](int done) { progress("validation accuracy", done, options.members); });
  if (!val_accuracy) return val_accuracy.error();

  const auto rows = labels.fitted();
  const FeatureMatrix features = feature_matrix(labels, rows);
  auto runtime = fit_runtime(labels, features, rows, [&](int done) { progress("runtime", done, 1); });
  if (!runtime) return runtime.error();

  Nb301Model model;
  model.val_accuracy = *std::move(val_accuracy);
  model.runtime = *std::move(runtime);
  if (const auto fitted = fit_curve(labels, features, rows, progress, model); !fitted) return fitted.error();
  model.noise_sd = kNoiseSd;
  model.unusual_parameter_free = kUnusualParameterFree;
  model.best_known = space::darts::pack(labels.architectures[rows.front()]);  // until the search below

  const auto benchmark = benchmark::make_nb301_from(model, {});
  if (!benchmark) return benchmark.error();
  model.unusual_spread = usual_spread(labels, **benchmark);
  if (options.search_best) {
    const auto best = search_best(**benchmark, options.threads, progress);
    if (!best) return best.error();
    model.best_known = *best;
  }
  return model;
}

std::vector<std::vector<double>> learning_gaps(const LabelSet& labels, std::span<const std::size_t> rows) {
  std::vector<std::vector<double>> gaps(kLabelEpochs.size() - 1);
  for (std::size_t e = 0; e < gaps.size(); ++e)
    for (const std::size_t row : rows) {
      double gap = 0;
      for (const auto& teacher : labels.teacher) gap += teacher.back()[row] - teacher[e][row];
      gaps[e].push_back(gap / static_cast<double>(labels.teacher.size()));
    }
  return gaps;
}

}  // namespace cellar::training
