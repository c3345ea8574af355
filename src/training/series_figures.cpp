// SPDX-License-Identifier: Apache-2.0
#include "training/series_figures.hpp"

#include <iterator>

#include "training/measures/agreement.hpp"

namespace cellar::training {

using table::TrainingResults;

std::vector<SeriesFigures> series_figures(const TrainingResults& results) {
  std::vector<SeriesFigures> all;
  for (const auto& [series, column] : results.series) {
    SeriesFigures figures{series};
    double val = 0, test = 0;
    for (const auto& trained : column) {
      if (!trained) continue;
      ++figures.trained;
      figures.diverged += trained->has_diverged() ? 1 : 0;
      val += trained->val_correct;
      test += trained->test_correct;
    }
    if (figures.trained == 0) continue;
    const auto count = static_cast<double>(figures.trained);
    figures.val_accuracy = val / count / results.images.validation;
    figures.test_accuracy = test / count / results.images.test;
    all.push_back(figures);
  }
  return all;
}

std::vector<SeedPairFigures> seed_pair_figures(const TrainingResults& results) {
  constexpr std::size_t kLeastCells = 10;
  std::vector<SeedPairFigures> pairs;
  for (auto first = results.series.begin(); first != results.series.end(); ++first)
    for (auto second = std::next(first); second != results.series.end(); ++second) {
      if (second->first.epochs != first->first.epochs) break;
      std::vector<double> a, b;
      for (std::size_t row = 0; row < results.rows; ++row) {
        if (!first->second[row] || !second->second[row]) continue;
        a.push_back(first->second[row]->val_correct);
        b.push_back(second->second[row]->val_correct);
      }
      if (a.size() < kLeastCells) continue;
      pairs.push_back({first->first.epochs, first->first.seed, second->first.seed, a.size(), agreement(a, b).spearman});
    }
  return pairs;
}

}  // namespace cellar::training
