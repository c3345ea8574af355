// SPDX-License-Identifier: Apache-2.0
// `cellar collect`: really trains the architectures of a space, for a benchmark of what it measures.
#include <charconv>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include <cellar/io/shard_text.hpp>
#include <cli/collect_files.hpp>
#include <cli/collect_folder.hpp>
#include <cli/collect_progress.hpp>
#include <cli/collect_work.hpp>
#include <cli/image_files.hpp>
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
  std::string benchmark, out, data = kImageFolder, seeds = "1", shard, from, to;
  std::vector<std::string> merge, pack;
  int epochs = network::TrainingOptions{}.epochs;
  int training_images = network::TaskOptions{}.training_images;
  std::size_t limit = 0;
  unsigned threads = 0;
  bool quiet = false;
};

struct SeedRange {
  std::uint16_t first, last;
};

// "2" or "1-3".
Result<SeedRange> parse_seeds(std::string_view text) {
  const auto number = [](std::string_view digits) {
    std::uint16_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return problem == std::errc() && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
  };
  const auto dash = text.find('-');
  const auto first = number(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : number(text.substr(dash + 1));
  if (first && last && *first <= *last) return SeedRange{*first, *last};
  return Error{ErrorCode::invalid_argument,
               "'" + std::string(text) + "' are no seeds; write one number or a range, for example 1-3, up to 65535",
               "seeds"};
}

// Seed by seed over all rows, so that the first seed is whole early; of these jobs every N-th is the shard's.
Result<std::vector<TrainingJob>> jobs_of(const CollectRows& rows, const Options& options) {
  const auto seeds = parse_seeds(options.seeds);
  if (!seeds) return seeds.error();
  study::Shard shard{1, 1};
  if (!options.shard.empty()) {
    const auto parsed = io::parse_shard(options.shard);
    if (!parsed) return parsed.error();
    shard = *parsed;
  }
  std::vector<TrainingJob> jobs;
  const auto order = rows.work_order();
  for (int seed = seeds->first; seed <= seeds->last; ++seed)
    for (const std::size_t row : order) jobs.push_back({row, static_cast<std::uint16_t>(seed)});
  std::size_t place = 0;
  const auto count = static_cast<std::size_t>(shard.count), index = static_cast<std::size_t>(shard.index - 1);
  std::erase_if(jobs, [&](const TrainingJob&) { return place++ % count != index; });
  return jobs;
}

io::CollectionHeader header_of(const CollectRows& rows, const LoadedTask& loaded, const network::NetworkShape& shape,
                               const network::TrainingOptions& training) {
  const table::ImageCounts images{static_cast<std::uint16_t>(loaded.task.training.size()),
                                  static_cast<std::uint16_t>(loaded.task.validation.size()),
                                  static_cast<std::uint16_t>(loaded.task.test.size())};
  const io::CollectionRecipe recipe{shape, training, images, loaded.data_sha256};
  return {rows.benchmark(), training.epochs, images, recipe.text()};
}

// Takes out what is done and what --limit leaves for another time.
void keep_undone(std::vector<TrainingJob>& jobs, const Collected& done, std::size_t limit) {
  std::erase_if(jobs, [&](const TrainingJob& job) { return done.contains({job.row, job.seed}); });
  if (limit > 0 && jobs.size() > limit) jobs.resize(limit);
}

Result<Done> collect(const Options& options, const Console& console) {
  const auto rows = CollectRows::find(options.benchmark);
  if (!rows) return rows.error();
  auto jobs = jobs_of(*rows, options);
  if (!jobs) return jobs.error();
  network::TrainingOptions training;
  training.epochs = options.epochs;
  if (const auto checked = network::check(training); !checked) return checked.error();
  const network::TaskOptions task_options{.training_images = options.training_images};
  const auto loaded = load_image_task(options.data, task_options);
  if (!loaded) return loaded.error();
  const network::NetworkShape shape{.side = task_options.side};
  const io::CollectionHeader header = header_of(*rows, *loaded, shape, training);
  auto collection = open_collection(options.out, header, *rows, console);
  if (!collection) return collection.error();
  if (!options.from.empty()) {
    const auto taken = take_from(options.from, header, *rows, *collection);
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
  const auto trained = train_all({*rows, loaded->task, shape, training, *std::move(jobs), options.threads},
                                 collection->journal, [&](std::size_t done) {
                                   progress.show(done);
                                   return !interrupted();
                                 });
  if (!trained) return trained.error();
  console.result(std::to_string(before + *trained) + " of " + std::to_string(total) + " networks trained\n");
  return Done{};
}

// The collections of several folders, which are of one benchmark.
struct Parts {
  CollectRows rows;
  std::vector<Collection> collections;
};

Result<Parts> read_parts(const std::vector<std::string>& folders) {
  std::optional<Parts> parts;
  for (const std::string& folder : folders) {
    const auto benchmark = benchmark_of(folder);
    if (!benchmark) return benchmark.error();
    if (!parts) {
      const auto rows = CollectRows::find(*benchmark);
      if (!rows) return rows.error();
      parts.emplace(Parts{*rows, {}});
    }
    if (*benchmark != parts->rows.benchmark())
      return Error{ErrorCode::mismatch,
                   "is of " + *benchmark + ", not of " + parts->rows.benchmark() + " like the first", folder};
    auto collection = read_collection(folder, parts->rows);
    if (!collection) return collection.error();
    parts->collections.push_back(*std::move(collection));
  }
  return *std::move(parts);
}

Result<Done> merge(const Options& options, const Console& console) {
  auto parts = read_parts(options.merge);
  if (!parts) return parts.error();
  Collection whole = std::move(parts->collections.front());
  for (std::size_t i = 1; i < parts->collections.size(); ++i) {
    if (parts->collections[i].header != whole.header)
      return Error{ErrorCode::mismatch, "is of another recipe than " + options.merge[0], options.merge[i]};
    std::vector<io::CollectedTraining> trainings;
    for (auto& [place, training] : parts->collections[i].trainings) trainings.push_back(std::move(training));
    if (const auto added = add(whole.trainings, trainings, parts->rows, options.merge[i]); !added) return added.error();
  }
  if (const auto written = write_collection(options.out, whole); !written) return written.error();
  console.result(std::to_string(whole.trainings.size()) + " networks in " + options.out + '\n');
  return Done{};
}

Result<Done> pack(const Options& options, const Console& console) {
  const auto parts = read_parts(options.pack);
  if (!parts) return parts.error();
  table::TrainingResults results;
  results.benchmark = parts->rows.benchmark();
  results.rows = parts->rows.size();
  results.macs.resize(results.rows);
  if (!options.from.empty()) {
    auto packed = read_packed(options.from, results.benchmark, results.rows);
    if (!packed) return packed.error();
    results = *std::move(packed);
  }
  for (const Collection& collection : parts->collections)
    if (const auto added = add(results, collection); !added) return added.error();
  if (const auto written = write_packed(options.to, results); !written) return written.error();
  for (const auto& [series, column] : results.series)
    console.result(std::to_string(series.epochs) + " epochs, seed " + std::to_string(series.seed) + ": " +
                   std::to_string(table::trained(column)) + " of " + std::to_string(results.rows) + " networks\n");
  return Done{};
}

Result<Done> check_options(const Options& options) {
  const auto missing = [](const char* option, const char* why) {
    return Error{ErrorCode::invalid_argument, std::string("is needed") + why, option};
  };
  if (!options.pack.empty() && !options.merge.empty())
    return Error{ErrorCode::invalid_argument, "goes without --merge: merge first, then pack", "--pack"};
  if (!options.pack.empty()) return options.to.empty() ? Result<Done>(missing("--to", " with --pack")) : Done{};
  if (options.out.empty()) return missing("--out", ": the folder for the journal");
  if (options.merge.empty() && options.benchmark.empty()) return missing("--benchmark", "");
  return Done{};
}

ExitCode run(const Options& options) {
  const Console console("collect", options.quiet);
  if (const auto checked = check_options(options); !checked) return console.error(checked.error());
  catch_interrupts();
  const auto done = !options.pack.empty()    ? pack(options, console)
                    : !options.merge.empty() ? merge(options, console)
                                             : collect(options, console);
  if (!done) return console.error(done.error());
  if (!interrupted()) return ExitCode::done;
  console.error("interrupted; what was trained is kept, and the same command goes on");
  return ExitCode::interrupted;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("-b,--benchmark", options->benchmark,
                 "fashion-1shot1-1, -2 or -3: the cells of NAS-Bench-1Shot1's spaces");
  app.add_option("--out", options->out, "Folder for the journal; where it has one, the command goes on with it");
  app.add_option("--seeds", options->seeds, "Seed or range of seeds; seed by seed over all architectures")
      ->capture_default_str();
  app.add_option("--epochs", options->epochs, "Length of a training")->capture_default_str();
  app.add_option("--training-images", options->training_images, "How many images to train on")->capture_default_str();
  app.add_option("--data", options->data, "Folder with the files of Fashion-MNIST")->capture_default_str();
  app.add_option("--shard", options->shard, "I/N: only the I-th of N parts of the work; --merge joins them");
  app.add_option("--limit", options->limit, "Train so many networks and stop; 0 for all")->capture_default_str();
  app.add_option("--from", options->from, "Packed file whose trainings need not be done again");
  app.add_option("--merge", options->merge, "Folders of shards to join in --out");
  app.add_option("--pack", options->pack, "Folders to pack, one for each number of epochs, with --to");
  app.add_option("--to", options->to, "File for the packed trainings");
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
                       "Killed at any moment, the same command goes on. As a job array of Slurm:\n"
                       "  sbatch --array=1-4 --wrap 'cellar collect -b fashion-1shot1-1 \\\n"
                       "    --shard $SLURM_ARRAY_TASK_ID/4 --out part-$SLURM_ARRAY_TASK_ID'\n",
                       declare};

}  // namespace cellar::cli
