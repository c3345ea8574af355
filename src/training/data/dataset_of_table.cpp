// SPDX-License-Identifier: Apache-2.0
// A table of NAS-Bench-101 as a data set.
#include "training/data/open_dataset.hpp"

namespace cellar::training {
namespace {

using table::kNb101Images;

constexpr std::size_t kLongest = table::kNb101Budgets.size() - 1;
constexpr double kMillisecond = 0.001;

double share(double correct) { return correct / kNb101Images; }

void add_repeats(const table::Nb101Repeats& repeats, Dataset& data) {
  double val = 0, test = 0, milliseconds = 0;
  auto& trainings = data.trainings.emplace_back();
  for (const auto& repeat : repeats) {
    trainings.push_back(share(repeat.val_correct));
    val += repeat.val_correct;
    test += repeat.test_correct;
    milliseconds += repeat.training_milliseconds;
  }
  const auto count = static_cast<double>(repeats.size());
  data.val_accuracy.push_back(share(val / count));
  data.test_accuracy.push_back(share(test / count));
  data.runtime_seconds.push_back(milliseconds / count * kMillisecond);
}

void add_values(const table::Nb101Values& values, Dataset& data) {
  data.val_accuracy.push_back(share(values.val_correct[kLongest]));
  data.test_accuracy.push_back(share(values.test_correct));
  data.runtime_seconds.push_back(values.training_milliseconds * kMillisecond);
}

}  // namespace

Dataset dataset_of(const table::Nb101Table& table, const DatasetOptions& options) {
  Dataset data;
  data.name = table.name();
  data.space = &space::nb101::space();
  for (std::size_t row = 0; row < table.size(); ++row) {
    const auto* repeats = table.repeats(row, kLongest);
    if (!repeats && !table.values(row).measured && !options.modelled) continue;
    data.architectures.push_back(space::nb101::pack(space::nb101::cell_of(table.keys()[row])));
    if (repeats)
      add_repeats(*repeats, data);
    else
      add_values(table.values(row), data);
  }
  return data;
}

}  // namespace cellar::training
