// SPDX-License-Identifier: Apache-2.0
#include <cli/recipe_options.hpp>

#include <CLI/CLI.hpp>

namespace cellar::cli {
namespace {

training::Recipe recipe_of(const training::TrainedSpace& space, const RecipeOptions& options) {
  training::Recipe recipe = space.recipe();
  const auto replace = [](auto& setting, const auto& wanted) { setting = wanted.value_or(setting); };
  replace(recipe.training.epochs, options.epochs);
  replace(recipe.training.learning_rate, options.learning_rate);
  replace(recipe.training.clip, options.clip);
  replace(recipe.task.training_images, options.training_images);
  replace(recipe.task.side, options.side);
  replace(recipe.shape.batch, options.batch);
  replace(recipe.shape.channels, options.channels);
  replace(recipe.shape.reductions, options.reductions);
  recipe.shape.side = recipe.task.side;
  return recipe;
}

}  // namespace

void add_recipe_options(CLI::App& app, RecipeOptions& options) {
  constexpr const char* kGroup = "Recipe (where nothing is given, the benchmark's own: docs/fashion.md)";
  const auto add = [&](const char* name, auto& value, const char* description) {
    app.add_option(name, value, description)->group(kGroup);
  };
  add("--data", options.data, "Folder with the files of Fashion-MNIST");
  add("--epochs", options.epochs, "Length of a training");
  add("--training-images", options.training_images, "How many images to train on");
  add("--learning-rate", options.learning_rate, "At the top of the cosine");
  add("--clip", options.clip, "Largest norm of all gradients together, 0 for no limit");
  add("--batch", options.batch, "Images of a step, a multiple of 16");
  add("--side", options.side, "Pixels that images are reduced to");
  add("--channels", options.channels, "Of the first cells");
  add("--reductions", options.reductions, "Reduction cells of a network of DARTS cells, each between normal cells");
}

base::Result<TrainingSetup> set_up_training(const training::TrainedSpace& space, const RecipeOptions& options) {
  const training::Recipe recipe = recipe_of(space, options);
  if (const auto checked = training::check(recipe); !checked) return checked.error();
  auto loaded = load_image_task(options.data, recipe.task);
  if (!loaded) return loaded.error();
  const table::ImageCounts images{static_cast<std::uint16_t>(loaded->task.training.size()),
                                  static_cast<std::uint16_t>(loaded->task.validation.size()),
                                  static_cast<std::uint16_t>(loaded->task.test.size())};
  const std::string text = io::CollectionRecipe{recipe.shape, recipe.training, images, loaded->data_sha256}.text();
  return TrainingSetup{recipe, std::move(loaded->task), {space.benchmark(), recipe.training.epochs, images, text}};
}

}  // namespace cellar::cli
