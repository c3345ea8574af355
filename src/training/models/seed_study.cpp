// SPDX-License-Identifier: Apache-2.0
#include "training/models/seed_study.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "training/measures/test_figures.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

std::size_t most_trainings(const Dataset& data) {
  std::size_t most = 0;
  for (const auto& trainings : data.trainings) most = std::max(most, trainings.size());
  return most;
}

Dataset one_training_of(const Dataset& data, std::size_t number) {
  Dataset one = data;
  for (std::size_t i = 0; i < data.size(); ++i) one.val_accuracy[i] = data.trainings[i][number];
  one.trainings.clear();
  return one;
}

double mean_of_others(const std::vector<double>& trainings, std::size_t number) {
  const double sum = std::accumulate(trainings.begin(), trainings.end(), 0.0);
  return (sum - trainings[number]) / static_cast<double>(trainings.size() - 1);
}

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double standard_error_of(std::span<const double> values) {
  const double centre = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  const auto count = static_cast<double>(values.size());
  return std::sqrt(squares / (count - 1) / count);
}

}  // namespace

Dataset with_all_trainings(const Dataset& data) {
  const std::size_t most = most_trainings(data);
  Dataset kept;
  kept.name = data.name;
  kept.space = data.space;
  for (std::size_t i = 0; i < data.trainings.size(); ++i) {
    if (data.trainings[i].size() != most) continue;
    kept.architectures.push_back(data.architectures[i]);
    kept.val_accuracy.push_back(data.val_accuracy[i]);
    kept.trainings.push_back(data.trainings[i]);
    if (!data.source.empty()) kept.source.push_back(data.source[i]);
  }
  return kept;
}

Result<SeedStudyFigures> surrogate_against_table(const Dataset& data, const Split& split, const FitOneTraining& fit) {
  const std::size_t trainings = most_trainings(data);
  if (trainings < 2)
    return Error{ErrorCode::invalid_argument, "has no architectures that were trained twice", data.name};
  if (split.test.size() < 2) return Error{ErrorCode::invalid_argument, "has a test of fewer than two", split.name};
  std::vector<double> surrogate(split.test.size(), 0.0), table(split.test.size(), 0.0);
  for (std::size_t number = 0; number < trainings; ++number) {
    const auto ensemble = fit(one_training_of(data, number), split);
    if (!ensemble) return ensemble.error();
    const auto answers = (*ensemble)->predict(test_architectures(data, split));
    const auto members = static_cast<std::size_t>((*ensemble)->members());
    for (std::size_t i = 0; i < split.test.size(); ++i) {
      const auto& values = data.trainings[split.test[i]];
      const double truth = mean_of_others(values, number);
      const double answer = mean(std::span(answers).subspan(i * members, members));
      surrogate[i] += std::abs(answer - truth) / static_cast<double>(trainings);
      table[i] += std::abs(values[number] - truth) / static_cast<double>(trainings);
    }
  }
  std::vector<double> differences;
  for (std::size_t i = 0; i < table.size(); ++i) differences.push_back(surrogate[i] - table[i]);
  return SeedStudyFigures{split.train.size() + split.validation.size(), split.test.size(), mean(surrogate), mean(table),
                          mean(differences), standard_error_of(differences)};
}

}  // namespace cellar::training
