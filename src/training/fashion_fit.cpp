// SPDX-License-Identifier: Apache-2.0
#include "training/fashion_fit.hpp"

#include <algorithm>
#include <cmath>

#include <cellar/benchmark/fashion.hpp>
#include <cellar/space/nb1shot1.hpp>
#include "training/nb101_features.hpp"

namespace cellar::training {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using space::nb101::Key;
using table::TrainingResults;

TreeFitOptions fit_options(unsigned threads) {
  TreeFitOptions options;
  options.members = 6;
  options.trees = 300;
  options.learning_rate = 0.05;
  options.columns = 0.3;
  options.unit = 0.05;  // of a fraction
  options.quantum = 0.002;
  options.threads = threads;
  return options;
}

// The cells that rows stand for.
Result<std::vector<Key>> keys_of(const TrainingResults& results) {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    if (results.benchmark != benchmark::fashion_one_shot_name(number)) continue;
    auto keys = space::nb1shot1::space(number).keys();
    if (keys.size() == results.rows) return keys;
  }
  return Error{ErrorCode::mismatch, "has no rows of cells as fashion-1shot1-1 to -3 have", results.benchmark};
}

FeatureMatrix features_of(std::span<const Key> keys, std::span<const std::size_t> rows) {
  FeatureMatrix matrix{kFashionFeatures, {}};
  matrix.values.reserve(rows.size() * kFashionFeatures);
  for (const std::size_t row : rows) {
    const auto features = fashion_features(space::nb101::cell_of(keys[row]));
    matrix.values.insert(matrix.values.end(), features.begin(), features.end());
  }
  return matrix;
}

// Rows with their accuracies, as fractions.
struct Cells {
  std::vector<std::size_t> rows;
  std::vector<double> val, test;

  std::size_t size() const { return rows.size(); }
  void add(std::size_t row, double val_accuracy, double test_accuracy) {
    rows.push_back(row);
    val.push_back(val_accuracy);
    test.push_back(test_accuracy);
  }
};

// Means over the seeds, of the cells that any seed trained so long.
Cells trained_cells(const TrainingResults& results, int epochs) {
  Cells cells;
  for (std::size_t row = 0; row < results.rows; ++row) {
    double seeds = 0, val = 0, test = 0;
    for (const auto& [series, column] : results.series) {
      if (series.epochs != epochs || !column[row]) continue;
      ++seeds;
      val += column[row]->val_correct;
      test += column[row]->test_correct;
    }
    if (seeds > 0) cells.add(row, val / seeds / results.images.validation, test / seeds / results.images.test);
  }
  return cells;
}

Result<std::vector<double>> fit_and_predict(const char* name, std::span<const Key> keys, const Cells& seen,
                                            std::span<const double> targets, std::span<const std::size_t> unseen,
                                            unsigned threads) {
  const auto spec = fit_trees(name, features_of(keys, seen.rows), targets, fit_options(threads), [](int) {});
  if (!spec) return spec.error();
  const auto ensemble = surrogate::TreeEnsemble::build(*spec, static_cast<int>(kFashionFeatures));
  if (!ensemble) return ensemble.error();
  return predict_mean(*ensemble, features_of(keys, unseen));
}

// Of `rows`, by models of `seen`.
Result<Cells> model(std::span<const Key> keys, const Cells& seen, std::vector<std::size_t> rows, unsigned threads) {
  if (seen.size() < kLeastTrainedCells)
    return Error{ErrorCode::invalid_argument,
                 "only " + std::to_string(seen.size()) + " cells to fit a model to; at least " +
                     std::to_string(kLeastTrainedCells) + " are needed",
                 "trainings"};
  auto val = fit_and_predict("val_accuracy", keys, seen, seen.val, rows, threads);
  if (!val) return val.error();
  auto test = fit_and_predict("test_accuracy", keys, seen, seen.test, rows, threads);
  if (!test) return test.error();
  return Cells{std::move(rows), *std::move(val), *std::move(test)};
}

std::uint16_t to_images(double accuracy, std::uint16_t images) {
  return static_cast<std::uint16_t>(std::clamp(std::floor(accuracy * images + 0.5), 0.0, 1.0 * images));
}

// Cells that were trained, with fold numbers: those of `fold` by a model of the others.
Result<Done> model_fold(std::span<const Key> keys, const Cells& cells, std::span<const int> folds, int fold,
                        unsigned threads, Cells& modelled) {
  Cells seen;
  std::vector<std::size_t> places, rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (folds[i] != fold) {
      seen.add(cells.rows[i], cells.val[i], cells.test[i]);
    } else {
      places.push_back(i);
      rows.push_back(cells.rows[i]);
    }
  }
  const auto answers = model(keys, seen, std::move(rows), threads);
  if (!answers) return answers.error();
  for (std::size_t i = 0; i < places.size(); ++i) {
    modelled.val[places[i]] = answers->val[i];
    modelled.test[places[i]] = answers->test[i];
  }
  return Done{};
}

HeldOutAgreement agreement_from(const Cells& modelled, const Cells& cells, std::size_t first) {
  const auto from = [&](const std::vector<double>& values) { return std::span(values).subspan(first); };
  return {agreement(from(modelled.val), from(cells.val)), agreement(from(modelled.test), from(cells.test))};
}

}  // namespace

Result<Done> model_untrained_cells(TrainingResults& results, unsigned threads, const PhaseProgress& progress) {
  const auto keys = keys_of(results);
  if (!keys) return keys.error();
  results.modelled.clear();
  int done = 0;
  for (const auto& [epochs, recipe] : results.recipes) {
    progress("model of " + std::to_string(epochs) + " epochs", ++done, static_cast<int>(results.recipes.size()));
    const Cells seen = trained_cells(results, epochs);
    if (seen.size() == results.rows) continue;
    const auto trained = rows_trained(results, epochs);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < results.rows; ++row)
      if (!trained[row]) rows.push_back(row);
    const auto answers = model(*keys, seen, std::move(rows), threads);
    if (!answers) return answers.error();
    auto& column = results.modelled[epochs];
    column.resize(results.rows);
    for (std::size_t i = 0; i < answers->size(); ++i)
      column[answers->rows[i]] = table::ModelledCounts{to_images(answers->val[i], results.images.validation),
                                                       to_images(answers->test[i], results.images.test)};
  }
  return Done{};
}

Result<FashionModelFigures> evaluate_fashion_model(const TrainingResults& results, int folds, unsigned threads,
                                                   const PhaseProgress& progress) {
  const auto keys = keys_of(results);
  if (!keys) return keys.error();
  const Cells cells = trained_cells(results, results.recipes.rbegin()->first);
  Cells modelled = cells;
  const auto fold_of = draw_folds(cells.size(), folds);
  for (int fold = 0; fold < folds; ++fold) {
    progress("random folds", fold + 1, folds);
    const auto done = model_fold(*keys, cells, fold_of, fold, threads, modelled);
    if (!done) return done.error();
  }
  FashionModelFigures figures{};
  figures.random_folds = agreement_from(modelled, cells, 0);

  progress("later half", 1, 1);
  const std::size_t half = cells.size() / 2;
  std::vector<int> later(cells.size());
  for (std::size_t i = half; i < later.size(); ++i) later[i] = 1;
  if (const auto done = model_fold(*keys, cells, later, 1, threads, modelled); !done) return done.error();
  figures.later_half = agreement_from(modelled, cells, half);
  return figures;
}

}  // namespace cellar::training
