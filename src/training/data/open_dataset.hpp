// SPDX-License-Identifier: Apache-2.0
// A data set from any of our files that hold one: `dataset` files, the labels of nb301, what `cellar collect` trained,
// and tables of NAS-Bench-101.
#pragma once

#include <cstdint>
#include <span>

#include <cellar/base/result.hpp>
#include <cellar/table/nb101_table.hpp>
#include <cellar/table/training_results.hpp>
#include "training/data/dataset.hpp"
#include "training/label_set.hpp"

namespace cellar::training {

struct DatasetOptions {
  bool modelled = false;  ///< also what a model filled in where nothing was measured
};

/// From the content of a file; the kind it says it is decides. Errors: model_damaged; invalid_argument for a file that
/// holds no architectures with accuracies; those of the conversions below.
base::Result<Dataset> open_dataset(std::span<const std::uint8_t> file, const DatasetOptions& options = {});

/// All of them, with validation accuracies corrected as LabelCorrection does by all published predictions, and teacher
/// v1's times. Sources are the set's. Where an architecture is there twice, the first counts. Accuracies are rounded to
/// a millionth, because the last bits of the correction are not the same on every build.
Dataset dataset_of(const LabelSet& labels, std::string name);

/// The trainings of the most epochs, one for each seed, by seed; a training that diverged says nothing about how
/// accurate the architecture is once it is trained, and is left out, as is an architecture that only has such. Times
/// are nominal. Architectures are of the benchmark's space: a cell of NAS-Bench-1Shot1 is the first configuration that
/// is this cell. Errors: unknown_name for a benchmark that nothing is known about; model_damaged where it has other
/// rows.
base::Result<Dataset> dataset_of(const table::TrainingResults& results, std::string name,
                                 const DatasetOptions& options = {});

/// Cells as architectures of NAS-Bench-101, whichever space the table is of. After 108 epochs: the mean of the three
/// repeats and the repeats as trainings where the table has them; else the best of three (validation), where measured,
/// and the first (test).
Dataset dataset_of(const table::Nb101Table& table, const DatasetOptions& options = {});

}  // namespace cellar::training
