// SPDX-License-Identifier: Apache-2.0
// What `cellar collect` trained as a data set.
#include <optional>

#include <cellar/benchmark/fashion.hpp>
#include <cellar/benchmark/registry.hpp>
#include <cellar/benchmark/trained_answer.hpp>
#include <cellar/space/nb1shot1.hpp>
#include "training/data/open_dataset.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;
using table::TrainingResults;

// The architecture of every row.
Result<std::vector<Architecture>> rows_of(const TrainingResults& results) {
  if (!results.architectures.empty() || results.rows == 0) return results.architectures;
  std::vector<Architecture> rows;
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    if (results.benchmark != benchmark::fashion_one_shot_name(number)) continue;
    const auto& space = space::nb1shot1::space(number);
    for (const auto key : space.keys()) rows.push_back(*space.find(key));
  }
  if (rows.size() == results.rows) return rows;
  return Error{ErrorCode::model_damaged, "has other rows than " + results.benchmark + " has architectures",
               "section 'shape'"};
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// What the trainings of a row, or a model in their place, say of it.
struct Answer {
  double val = 0, test = 0;       // means
  std::vector<double> trainings;  // by seed; none of a model
};

class LongestTrainings {
 public:
  explicit LongestTrainings(const TrainingResults& results) : results_(results) {
    if (results.recipes.empty()) return;
    epochs_ = results.recipes.rbegin()->first;
    if (const auto found = results.modelled.find(epochs_); found != results.modelled.end()) modelled_ = &found->second;
  }

  int epochs() const { return epochs_; }

  std::optional<Answer> trained(std::size_t row) const {
    Answer answer;
    for (const auto& [series, column] : results_.series) {
      if (series.epochs != epochs_ || !column[row] || column[row]->has_diverged()) continue;
      answer.trainings.push_back(static_cast<double>(column[row]->val_correct) / results_.images.validation);
      answer.test += static_cast<double>(column[row]->test_correct) / results_.images.test;
    }
    if (answer.trainings.empty()) return std::nullopt;
    answer.val = mean(answer.trainings);
    answer.test /= static_cast<double>(answer.trainings.size());
    return answer;
  }

  std::optional<Answer> modelled(std::size_t row) const {
    if (!modelled_ || !(*modelled_)[row]) return std::nullopt;
    const table::ModelledCounts& counts = *(*modelled_)[row];
    return Answer{static_cast<double>(counts.val_correct) / results_.images.validation,
                  static_cast<double>(counts.test_correct) / results_.images.test, {}};
  }

 private:
  const TrainingResults& results_;
  int epochs_ = 0;
  const table::ModelledColumn* modelled_ = nullptr;
};

}  // namespace

Result<Dataset> dataset_of(const TrainingResults& results, std::string name, const DatasetOptions& options) {
  const auto space = benchmark::find_space(results.benchmark);
  if (!space) return space.error();
  const auto rows = rows_of(results);
  if (!rows) return rows.error();
  const LongestTrainings longest(results);
  Dataset data;
  data.name = std::move(name);
  data.space = *space;
  for (std::size_t row = 0; row < rows->size(); ++row) {
    auto answer = longest.trained(row);
    if (!answer && options.modelled) answer = longest.modelled(row);
    if (!answer) continue;
    data.architectures.push_back((*rows)[row]);
    if (!results.sources.empty()) data.source.push_back(results.sources[row]);
    data.val_accuracy.push_back(answer->val);
    data.test_accuracy.push_back(answer->test);
    data.runtime_seconds.push_back(
        benchmark::training_operations(results.macs[row], results.images.training, longest.epochs()) /
        benchmark::kNominalOperations);
    data.trainings.push_back(std::move(answer->trainings));
  }
  return data;
}

}  // namespace cellar::training
