// SPDX-License-Identifier: Apache-2.0
#include "training/nb301_evaluation.hpp"

#include <algorithm>
#include <numeric>

#include <cellar/base/rng.hpp>
#include <cellar/encoding/tree_features.hpp>
#include "training/label_correction.hpp"

namespace cellar::training {
namespace {

using base::Result;

std::vector<std::size_t> all_published(const LabelSet& labels) {
  std::vector<std::size_t> rows(labels.published.size());
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

// The fold of each published row, at random with a fixed seed.
std::vector<int> published_folds(const LabelSet& labels, int folds) {
  std::vector<int> fold;
  for (std::size_t i = 0; i < labels.published.size(); ++i) fold.push_back(static_cast<int>(i) % folds);
  base::Rng rng = base::Rng::derive(0, "published folds", 0);
  rng.shuffle(std::span(fold));
  return fold;
}

// Mean and first member of an ensemble for these architectures.
struct Predictions {
  std::vector<double> mean, first;
};

Result<Predictions> predict(const LabelSet& labels, const surrogate::TreeEnsembleSpec& spec,
                            std::span<const std::size_t> rows) {
  const auto ensemble = surrogate::TreeEnsemble::build(spec, static_cast<int>(encoding::darts::kTreeFeatures));
  if (!ensemble) return ensemble.error();
  const auto members = static_cast<std::size_t>(ensemble->members());
  std::vector<double> answers(rows.size() * members);
  ensemble->predict_batch(feature_matrix(labels, rows).values, rows.size(), answers);
  Predictions predictions;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = answers.begin() + static_cast<std::ptrdiff_t>(i * members);
    predictions.first.push_back(*row);
    predictions.mean.push_back(std::accumulate(row, row + static_cast<std::ptrdiff_t>(members), 0.0) /
                               static_cast<double>(members));
  }
  return predictions;
}

std::vector<double> teacher_level(const LabelSet& labels, std::span<const std::size_t> rows,
                                  std::span<const double> corrected, std::size_t epoch) {
  const auto gaps = learning_gaps(labels, rows);
  std::vector<double> values;
  for (std::size_t i = 0; i < rows.size(); ++i) values.push_back(corrected[i] - std::max(gaps[epoch][i], 0.0));
  return values;
}

Result<std::vector<double>> ask(const benchmark::Benchmark& benchmark, const LabelSet& labels,
                                std::span<const std::size_t> rows, int epochs) {
  std::vector<space::Architecture> architectures;
  for (const std::size_t row : rows) architectures.push_back(space::darts::pack(labels.architectures[row]));
  const auto answers = benchmark.query_batch(architectures, epochs, {});
  if (!answers) return answers.error();
  std::vector<double> values;
  for (const auto& answer : *answers) values.push_back(answer.val_accuracy);
  return values;
}

}  // namespace

Result<Nb301Figures> evaluate_nb301(const LabelSet& labels, const benchmark::Nb301Model& model) {
  const auto held_out = labels.of("held_out");
  const auto published = labels.of("published");
  const auto truth = LabelCorrection(labels, all_published(labels)).correct(held_out);
  const auto own = predict(labels, model.val_accuracy, held_out);
  if (!own) return own.error();
  const auto seconds = predict(labels, model.runtime, held_out);
  if (!seconds) return seconds.error();
  const auto known = predict(labels, model.val_accuracy, published);
  if (!known) return known.error();
  std::vector<double> true_seconds;
  for (const std::size_t row : held_out) true_seconds.push_back(labels.runtime_seconds[row]);

  Nb301Figures figures{agreement(own->mean, truth), agreement(own->first, truth),
                       agreement(seconds->mean, true_seconds), agreement(known->mean, labels.published), {}};
  const auto benchmark = benchmark::make_nb301_from(model, {});
  if (!benchmark) return benchmark.error();
  for (std::size_t e = 0; e + 1 < kLabelEpochs.size(); ++e) {
    const auto answers = ask(**benchmark, labels, held_out, kLabelEpochs[e]);
    if (!answers) return answers.error();
    figures.curve.push_back(agreement(*answers, teacher_level(labels, held_out, truth, e)));
  }
  return figures;
}

Result<Agreement> cross_validate_published(const LabelSet& labels, int folds, const Nb301FitOptions& options,
                                           const PhaseProgress& progress) {
  const auto fold = published_folds(labels, folds);
  const auto published = labels.of("published");
  std::vector<double> predicted(published.size());
  for (int left_out = 0; left_out < folds; ++left_out) {
    std::vector<std::size_t> seen, numbers, rows;
    for (std::size_t i = 0; i < fold.size(); ++i) {
      if (fold[i] != left_out) {
        seen.push_back(i);
      } else {
        numbers.push_back(i);
        rows.push_back(published[i]);
      }
    }
    const auto trees = fit_val_accuracy(labels, seen, options, [&](int done) {
      progress("cross-validation", left_out * options.members + done, folds * options.members);
    });
    if (!trees) return trees.error();
    const auto answers = predict(labels, *trees, rows);
    if (!answers) return answers.error();
    for (std::size_t i = 0; i < numbers.size(); ++i) predicted[numbers[i]] = answers->mean[i];
  }
  return agreement(predicted, labels.published);
}

Agreement cross_validate_teacher(const LabelSet& labels, int folds) {
  const auto fold = published_folds(labels, folds);
  const auto published = labels.of("published");
  const auto& teacher = labels.teacher[0].back();
  std::vector<double> predicted(published.size());
  for (int left_out = 0; left_out < folds; ++left_out) {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (std::size_t i = 0; i < fold.size(); ++i) {
      if (fold[i] == left_out) continue;
      const double answer = teacher[published[i]], truth = labels.published[i];
      n += 1, x += answer, y += truth, xx += answer * answer, xy += answer * truth;
    }
    const double slope = (n * xy - x * y) / (n * xx - x * x), intercept = (y - slope * x) / n;
    for (std::size_t i = 0; i < fold.size(); ++i)
      if (fold[i] == left_out) predicted[i] = intercept + slope * teacher[published[i]];
  }
  return agreement(predicted, labels.published);
}

}  // namespace cellar::training
