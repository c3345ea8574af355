// SPDX-License-Identifier: Apache-2.0
// `cellar collect`: really trains the architectures of a space, for a benchmark of what it measures.
#include <memory>

#include <CLI/CLI.hpp>

#include <cli/collect_files.hpp>
#include <cli/collect_jobs.hpp>
#include <cli/collect_parts.hpp>
#include <cli/collect_progress.hpp>
#include <cli/collect_work.hpp>
#include <cli/interrupt.hpp>
#include <cli/shared_options.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

struct Options {
  std::string benchmark, out, from, to, agreement;
  WantedTrainings wanted{"", "1", ""};
  RecipeOptions recipe;
  std::vector<std::string> merge, pack;
  std::size_t limit = 0;
  unsigned threads = 0;
  bool quiet = false;
};

// Takes out what is done and what --limit leaves for another time.
void keep_undone(std::vector<training::TrainingJob>& jobs, const Collected& done, std::size_t limit) {
  std::erase_if(jobs, [&](const auto& job) { return done.contains({job.trained, job.seed}); });
  if (limit > 0 && jobs.size() > limit) jobs.resize(limit);
}

Result<Done> collect(const Options& options, const Console& console) {
  const auto space = training::find_trained_space(options.benchmark);
  if (!space) return space.error();
  auto jobs = training_jobs(**space, options.wanted);
  if (!jobs) return jobs.error();
  const auto setup = set_up_training(**space, options.recipe);
  if (!setup) return setup.error();
  auto collection = open_collection(options.out, setup->header, **space, console);
  if (!collection) return collection.error();
  if (!options.from.empty()) {
    const auto taken = take_from(options.from, setup->header, **space, *collection);
    if (!taken) return taken.error();
    console.note(std::to_string(*taken) + " trainings are taken from " + options.from);
  }

  const std::size_t total = jobs->size();
  keep_undone(*jobs, collection->done, 0);
  const std::size_t before = total - jobs->size();
  keep_undone(*jobs, collection->done, options.limit);
  console.note(std::to_string(before) + " of " + std::to_string(total) + " networks are trained, " +
               std::to_string(jobs->size()) + " are to be trained now");
  CollectProgress progress(total, before, console);
  const auto trained = train_all({**space, *setup, *std::move(jobs), options.threads}, collection->journal,
                                 [&](std::size_t done) {
                                   progress.show(done);
                                   return !interrupted();
                                 });
  if (!trained) return trained.error();
  console.result(std::to_string(before + *trained) + " of " + std::to_string(total) + " networks trained\n");
  return Done{};
}

Result<Done> check_options(const Options& options) {
  const auto missing = [](const char* option, const char* why) {
    return Error{ErrorCode::invalid_argument, std::string("is needed") + why, option};
  };
  if (!options.pack.empty() && !options.merge.empty())
    return Error{ErrorCode::invalid_argument, "goes without --merge: merge first, then pack", "--pack"};
  if (!options.pack.empty()) return options.to.empty() ? Result<Done>(missing("--to", " with --pack")) : Done{};
  if (!options.agreement.empty()) return Done{};
  if (options.out.empty()) return missing("--out", ": the folder for the journal");
  if (options.merge.empty() && options.benchmark.empty()) return missing("--benchmark", "");
  return Done{};
}

Result<Done> act(const Options& options, const Console& console) {
  if (!options.pack.empty()) return pack_folders(options.pack, options.from, options.to, console);
  if (!options.merge.empty()) return merge_collections(options.merge, options.out, console);
  if (!options.agreement.empty()) return print_agreement(options.agreement, console);
  return collect(options, console);
}

ExitCode run(const Options& options) {
  const Console console("collect", options.quiet);
  if (const auto checked = check_options(options); !checked) return console.error(checked.error());
  catch_interrupts();
  const auto done = act(options, console);
  if (!done) return console.error(done.error());
  if (!interrupted()) return ExitCode::done;
  console.error("interrupted; what was trained is kept, and the same command goes on");
  return ExitCode::interrupted;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("-b,--benchmark", options->benchmark,
                 "fashion-1shot1-1, -2 or -3: the cells of NAS-Bench-1Shot1's spaces; fashion-darts: DARTS cells");
  app.add_option("--architectures", options->wanted.architectures,
                 "Train only these, one a line in any form; - is standard input. fashion-darts needs it");
  app.add_option("--out", options->out, "Folder for the journal; where it has one, the command goes on with it");
  app.add_option("--seeds", options->wanted.seeds, "Seed or range of seeds; seed by seed over all architectures")
      ->capture_default_str();
  app.add_option("--shard", options->wanted.shard, "I/N: only the I-th of N parts of the work; --merge joins them");
  app.add_option("--limit", options->limit, "Train so many networks and stop; 0 for all")->capture_default_str();
  app.add_option("--from", options->from, "Packed file whose trainings need not be done again");
  app.add_option("--merge", options->merge, "Folders of shards to join in --out");
  app.add_option("--pack", options->pack, "Folders to pack, one for each number of epochs, with --to");
  app.add_option("--to", options->to, "File for the packed trainings");
  app.add_option("--agreement", options->agreement,
                 "Folder of a collection: print how far its seeds agree, as Spearman correlations between means of k "
                 "seeds and means of k others, and how many seeds 0.8 would take");
  add_recipe_options(app, options->recipe);
  add_threads_option(app, options->threads);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kCollect = {"collect", "Train the architectures of a space, for a benchmark of one's own",
                       "  cellar collect -b fashion-1shot1-1 --seeds 1-3 --out collected\n"
                       "  cellar collect -b fashion-1shot1-1 --seeds 1-3 --shard 2/4 --out part-2\n"
                       "  cellar collect --merge part-1 part-2 part-3 part-4 --out whole\n"
                       "  cellar collect --pack whole --to fashion-1shot1-1.cellar\n"
                       "  cellar sample -b fashion-darts -n 40 | cellar collect -b fashion-darts --architectures - \\\n"
                       "    --seeds 1-4 --out pilot\n"
                       "  cellar collect --agreement pilot\n"
                       "Killed at any moment, the same command goes on. As a job array of Slurm:\n"
                       "  sbatch --array=1-4 --wrap 'cellar collect -b fashion-1shot1-1 \\\n"
                       "    --shard $SLURM_ARRAY_TASK_ID/4 --out part-$SLURM_ARRAY_TASK_ID'\n",
                       declare};

}  // namespace cellar::cli
