// SPDX-License-Identifier: Apache-2.0
// By what recipe networks are trained: the benchmark's own, but for what the command line says otherwise.
#pragma once

#include <optional>
#include <string>

#include <cellar/base/result.hpp>
#include <cellar/io/collection_journal.hpp>
#include <cli/image_files.hpp>
#include <training/trained_space.hpp>

namespace CLI {
class App;
}

namespace cellar::cli {

struct RecipeOptions {
  std::string data = kImageFolder;
  std::optional<int> epochs, training_images, side, batch, channels, reductions;
  std::optional<double> learning_rate, clip;
};

/// In a group of their own in the help.
void add_recipe_options(CLI::App& app, RecipeOptions& options);

/// All that trainings of a benchmark need.
struct TrainingSetup {
  training::Recipe recipe;
  network::ImageTask task;
  io::CollectionHeader header;  ///< of their journal
};

/// Errors: invalid_argument for settings out of range, and those of load_image_task.
base::Result<TrainingSetup> set_up_training(const training::TrainedSpace& space, const RecipeOptions& options);

}  // namespace cellar::cli
