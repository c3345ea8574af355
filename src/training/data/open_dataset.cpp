// SPDX-License-Identifier: Apache-2.0
#include "training/data/open_dataset.hpp"

#include <cellar/surrogate/model_file.hpp>
#include "training/data/dataset_file.hpp"

namespace cellar::training {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<Dataset> open_dataset(std::span<const std::uint8_t> bytes, const DatasetOptions& options) {
  const auto file = surrogate::parse_model_file(bytes);
  if (!file) return file.error();
  if (file->kind == kDatasetKind) return unpack_dataset(bytes);
  if (file->kind == kLabelKind) {
    const auto labels = read_label_set(bytes);
    if (!labels) return labels.error();
    return dataset_of(*labels, file->name);
  }
  if (file->kind == table::kTrainingResultsKind) {
    const auto results = table::unpack_training_results(bytes);
    if (!results) return results.error();
    return dataset_of(*results, file->name, options);
  }
  if (file->kind == table::kNb101TableKind) {
    const auto table = table::Nb101Table::read(bytes);
    if (!table) return table.error();
    return dataset_of(*table, options);
  }
  return Error{ErrorCode::invalid_argument,
               "'" + file->kind + "' holds no architectures with accuracies; give a file of kind dataset, "
               "darts-labels, training-results or nb101-table", "kind"};
}

}  // namespace cellar::training
