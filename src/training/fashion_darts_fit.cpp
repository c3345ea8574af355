// SPDX-License-Identifier: Apache-2.0
#include "training/fashion_darts_fit.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/benchmark/fashion.hpp>
#include <cellar/encoding/tree_features.hpp>
#include <cellar/space/darts.hpp>
#include "training/best_search.hpp"
#include "training/data/open_dataset.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using benchmark::FashionDartsModel;
using table::TrainingResults;

constexpr double kPercentagePoint = 0.01;

// A random architecture whose members spread more than those of this share of 10,000 is flagged.
constexpr double kUsualShare = 0.99;
constexpr int kRandomArchitectures = 10'000;

// Fewer rows than nb301 has ask for fewer and smaller steps. Twice the trees, or steps twice as large, change the Spearman
// correlation that `cellar evaluate -b fashion-darts` prints by less than 0.01.
TreeFitOptions tree_options(const FashionDartsFitOptions& options) {
  TreeFitOptions trees;
  trees.members = options.members;
  trees.trees = 150;
  trees.learning_rate = 0.04;
  trees.columns = 0.4;
  trees.unit = kPercentagePoint;
  trees.threads = options.threads;
  return trees;
}

FeatureMatrix features_of(const Dataset& data, const std::vector<std::size_t>& rows) {
  FeatureMatrix matrix{encoding::darts::kTreeFeatures, {}};
  for (const std::size_t row : rows) {
    const auto genotype = space::darts::unpack(data.architectures[row]);
    const auto features = encoding::darts::tree_features(genotype, network_size(genotype));
    matrix.values.insert(matrix.values.end(), features.begin(), features.end());
  }
  return matrix;
}

std::vector<double> values_of(const std::vector<double>& column, const std::vector<std::size_t>& rows) {
  std::vector<double> values;
  for (const std::size_t row : rows) values.push_back(column[row]);
  return values;
}

// Validation and test accuracy.
struct Ensembles {
  surrogate::TreeEnsembleSpec val, test;
};

Result<Ensembles> fit(const Dataset& data, const std::vector<std::size_t>& rows, const FashionDartsFitOptions& options,
                      const PhaseProgress& progress) {
  const FeatureMatrix features = features_of(data, rows);
  const auto one = [&](const char* name, const std::vector<double>& column) {
    return fit_trees(name, features, values_of(column, rows), tree_options(options),
                     [&](int done) { progress(name, done, options.members); });
  };
  auto val = one("val_accuracy", data.val_accuracy);
  if (!val) return val.error();
  auto test = one("test_accuracy", data.test_accuracy);
  if (!test) return test.error();
  return Ensembles{*std::move(val), *std::move(test)};
}

Result<std::vector<std::size_t>> rows_without(const Dataset& data, const std::string& source) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < data.size(); ++row)
    if (source.empty() || data.source[row] != source) rows.push_back(row);
  if (source.empty() || (rows.size() < data.size() && !rows.empty())) return rows;
  return Error{ErrorCode::unknown_name, "no architecture, or every one, was asked for by '" + source + "'", "leave-out"};
}

// Over architectures, of the mean of `seeds` trainings: what repeating all of them would change.
double noise_of_mean(const Dataset& data, int seeds) {
  double variances = 0;
  std::size_t count = 0;
  for (const auto& trainings : data.trainings) {
    if (trainings.size() < 2) continue;
    double mean = 0, squares = 0;
    for (const double value : trainings) mean += value;
    mean /= static_cast<double>(trainings.size());
    for (const double value : trainings) squares += (value - mean) * (value - mean);
    variances += squares / static_cast<double>(trainings.size() - 1);
    ++count;
  }
  return std::sqrt(variances / static_cast<double>(count) / seeds);
}

// Seeds that trained at least half of the rows: a few architectures have more of them.
benchmark::AnsweredTrainings answered(const TrainingResults& results) {
  const int epochs = results.recipes.rbegin()->first;
  int seeds = 0;
  for (const auto& [series, column] : results.series)
    if (series.epochs == epochs && 2 * table::trained(column) >= results.rows) ++seeds;
  return {epochs, seeds, results.images.training};
}

double usual_spread(const benchmark::Benchmark& benchmark, int epochs) {
  base::Rng rng(1);
  std::vector<double> spreads;
  for (int i = 0; i < kRandomArchitectures; ++i)
    spreads.push_back(*benchmark.query(benchmark.space().sample(rng), epochs, {})->val_accuracy_sd);
  const auto place = spreads.begin() + static_cast<std::ptrdiff_t>(kUsualShare * kRandomArchitectures);
  std::nth_element(spreads.begin(), place, spreads.end());
  return *place;
}

Result<Dataset> dataset(const TrainingResults& results) {
  if (results.benchmark != benchmark::kFashionDarts)
    return Error{ErrorCode::mismatch, "is of " + results.benchmark + ", not of fashion-darts", "data"};
  if (answered(results).seeds < 2)
    return Error{ErrorCode::invalid_argument, "needs two seeds or more that trained most architectures", "data"};
  return dataset_of(results, results.benchmark);
}

}  // namespace

Result<FashionDartsModel> fit_fashion_darts(const TrainingResults& results, const FashionDartsFitOptions& options,
                                            const PhaseProgress& progress) {
  const auto data = dataset(results);
  if (!data) return data.error();
  const auto rows = rows_without(*data, options.leave_out);
  if (!rows) return rows.error();
  auto ensembles = fit(*data, *rows, options, progress);
  if (!ensembles) return ensembles.error();
  FashionDartsModel model;
  model.val_accuracy = std::move(ensembles->val);
  model.test_accuracy = std::move(ensembles->test);
  model.trainings = answered(results);
  model.noise_sd = noise_of_mean(*data, model.trainings.seeds);
  model.best_known = data->architectures[rows->front()];  // until the search below
  const auto benchmark = benchmark::make_fashion_darts_from(model, {});
  if (!benchmark) return benchmark.error();
  model.unusual_spread = usual_spread(**benchmark, model.trainings.epochs);
  const auto best = search_best(**benchmark, options.threads, progress);
  if (!best) return best.error();
  model.best_known = *best;
  return model;
}

Result<FashionDartsFigures> evaluate_fashion_darts(const TrainingResults& results, int folds,
                                                   const FashionDartsFitOptions& options, const PhaseProgress& progress) {
  const auto data = dataset(results);
  if (!data) return data.error();
  const auto fold_of = draw_folds(data->size(), folds);
  std::vector<double> val(data->size()), test(data->size());
  for (int fold = 0; fold < folds; ++fold) {
    progress("folds", fold + 1, folds);
    std::vector<std::size_t> fitted, held_out;
    for (std::size_t row = 0; row < data->size(); ++row) (fold_of[row] == fold ? held_out : fitted).push_back(row);
    const auto ensembles = fit(*data, fitted, options, [](std::string_view, int, int) {});
    if (!ensembles) return ensembles.error();
    const FeatureMatrix features = features_of(*data, held_out);
    const auto put = [&](const surrogate::TreeEnsembleSpec& spec, std::vector<double>& column) {
      const auto trees = surrogate::TreeEnsemble::build(spec, static_cast<int>(features.columns));
      const auto means = predict_mean(*trees, features);
      for (std::size_t i = 0; i < held_out.size(); ++i) column[held_out[i]] = means[i];
    };
    put(ensembles->val, val);
    put(ensembles->test, test);
  }
  return FashionDartsFigures{agreement(val, data->val_accuracy), agreement(test, data->test_accuracy)};
}

}  // namespace cellar::training
