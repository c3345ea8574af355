// SPDX-License-Identifier: Apache-2.0
#include <cli/really_train.hpp>

#include <set>

#include <CLI/CLI.hpp>

#include <cli/collect_folder.hpp>
#include <cli/collect_jobs.hpp>
#include <cli/collect_work.hpp>
#include <cli/interrupt.hpp>
#include <training/really_trained.hpp>

namespace cellar::cli {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

// "re" or "de,re,rs": every optimizer once, whatever its options.
std::string names_of(const std::vector<study::OptimizerSpec>& optimizers) {
  std::set<std::string> names;
  for (const auto& optimizer : optimizers) names.insert(optimizer.name);
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

Result<Done> unless_interrupted() {
  if (!interrupted()) return Done{};
  return Error{ErrorCode::internal, std::string("interrupted; ") + kTrainingsKept, ""};
}

}  // namespace

void add_really_train_options(CLI::App& app, ReallyTrainOptions& options) {
  app.add_option("--really-train", options.folder,
                 "Answer by training the networks (benchmarks of `cellar collect`), several at once. Each training is "
                 "kept in this folder, which `cellar collect --pack` packs, and read from it where it is there");
  app.add_option("--training-seeds", options.seeds,
                 "Seeds of the trainings whose mean is an answer, for example 1-3 (default: the benchmark's own)");
  add_recipe_options(app, options.recipe);
}

Result<std::unique_ptr<benchmark::Benchmark>> open_really_trained(const study::StudySpec& spec,
                                                                  const ReallyTrainOptions& options, unsigned threads,
                                                                  const Console& console) {
  auto space = training::find_trained_space(spec.benchmark);
  if (!space) return space.error();
  const std::string own_seeds = "1-" + std::to_string((*space)->recipe().seeds);
  const auto seeds = parse_seeds(options.seeds.empty() ? own_seeds : options.seeds);
  if (!seeds) return seeds.error();
  auto setup = set_up_training(**space, options.recipe);
  if (!setup) return setup.error();
  auto collection = open_collection(options.folder, setup->header, **space, console);
  if (!collection) return collection.error();
  console.note(std::to_string(collection->done.size()) + " trainings are in " + options.folder);
  catch_interrupts();
  const auto journal = std::make_shared<AppendedFile>(std::move(collection->journal));
  const auto keep = [journal](const io::CollectedTraining& training) { return append_training(*journal, training); };
  return std::unique_ptr<benchmark::Benchmark>(std::make_unique<training::ReallyTrained>(
      *std::move(space), std::move(setup->task), setup->recipe, std::move(setup->header), std::move(collection->done),
      training::ReallyTrainedOptions{*seeds, threads, names_of(spec.optimizers), keep, unless_interrupted}));
}

}  // namespace cellar::cli
