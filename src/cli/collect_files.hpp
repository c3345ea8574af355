// SPDX-License-Identifier: Apache-2.0
// Packed files of collected trainings (table/training_results.hpp): into them, and out of them again.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/table/training_results.hpp>
#include <cli/collect_folder.hpp>

namespace cellar::cli {

/// Error model_damaged; mismatch where it is of another benchmark.
base::Result<table::TrainingResults> read_packed(const std::filesystem::path& file,
                                                 const training::TrainedSpace& space);

/// The trainings of the header's epochs. Error mismatch where they were made by another recipe.
base::Result<std::vector<io::CollectedTraining>> trainings_of(const table::TrainingResults& packed,
                                                              const io::CollectionHeader& header,
                                                              const training::TrainedSpace& space,
                                                              const std::string& where);

/// `results`, which may be new, with the trainings of collections, one for each number of epochs. Errors mismatch:
/// other images, another recipe for the same epochs, two outcomes of one training.
base::Result<table::TrainingResults> pack_collections(std::optional<table::TrainingResults> results,
                                                      std::span<const Collection> collections,
                                                      const training::TrainedSpace& space);

/// The file's name without ending is the container's name.
base::Result<base::Done> write_packed(const std::filesystem::path& file, const table::TrainingResults& results);

}  // namespace cellar::cli
