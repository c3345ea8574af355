// SPDX-License-Identifier: Apache-2.0
// Trains what is left to do, on several threads, and keeps every training in the journal as it ends.
#pragma once

#include <functional>
#include <vector>

#include <cellar/base/result.hpp>
#include <cli/collect_folder.hpp>
#include <cli/recipe_options.hpp>
#include <training/training_pool.hpp>

namespace cellar::cli {

struct CollectWork {
  const training::TrainedSpace& space;
  const TrainingSetup& setup;
  std::vector<training::TrainingJob> jobs;
  unsigned threads = 1;  ///< 0: one per core
};

/// `progress` gets the number of trainings that are in the journal, about ten times a second; where it returns false
/// the trainings in progress are given up. Returns that number. Errors: those of the journal, which keeps what it has.
base::Result<std::size_t> train_all(const CollectWork& work, AppendedFile& journal,
                                    const std::function<bool(std::size_t)>& progress);

/// Adds a training to the end; an error says what to do.
base::Result<base::Done> append_training(AppendedFile& journal, const io::CollectedTraining& training);

}  // namespace cellar::cli
