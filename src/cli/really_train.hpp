// SPDX-License-Identifier: Apache-2.0
// --really-train: answers come from trainings that are kept in a folder, as `cellar collect` keeps them.
#pragma once

#include <memory>
#include <string>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/record.hpp>
#include <cli/console.hpp>
#include <cli/recipe_options.hpp>

namespace cellar::cli {

/// What is said of the folder when a search is interrupted.
inline constexpr const char* kTrainingsKept = "what was trained is kept, and the same command goes on";

struct ReallyTrainOptions {
  std::string folder;  ///< of the collection; empty: nothing is trained
  std::string seeds;   ///< as parse_seeds takes it; empty: the benchmark's own
  RecipeOptions recipe;
};

void add_really_train_options(CLI::App& app, ReallyTrainOptions& options);

/// The benchmark of `spec`, whose optimizers are named as who asked. Errors: unknown_name where its networks cannot be
/// trained, and those of set_up_training and open_collection. The folder stays locked while the benchmark lives.
base::Result<std::unique_ptr<benchmark::Benchmark>> open_really_trained(const study::StudySpec& spec,
                                                                        const ReallyTrainOptions& options,
                                                                        unsigned threads, const Console& console);

}  // namespace cellar::cli
