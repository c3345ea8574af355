// SPDX-License-Identifier: Apache-2.0
// `cellar split`: draws a split of a data set, says what is in it, and keeps it.
#include <memory>

#include <CLI/CLI.hpp>

#include <cli/console.hpp>
#include <cli/files.hpp>
#include <cli/regression_data.hpp>
#include <cli/shared_options.hpp>
#include <cli/verb.hpp>
#include <training/data/split_file.hpp>
#include <training/data/splits.hpp>

namespace cellar::cli {
namespace {

struct Options {
  std::string data, split = "80/10/10", out, models;
  std::uint64_t seed = 1;  // what `train` and `evaluate` draw with
  bool quiet = false;
};

base::Result<base::Done> keep(const training::Split& split, const training::Dataset& data, const std::string& out) {
  const auto packed = training::pack(split, data);
  if (!packed) return packed.error();
  return write_file(out, {reinterpret_cast<const char*>(packed->data()), packed->size()});
}

ExitCode run(const Options& options) {
  const Console console("split", options.quiet);
  const auto data = load_dataset(options.data, options.models);
  if (!data) return console.error(data.error());
  const auto split = training::make_split(*data, options.split, options.seed);
  if (!split) return console.error(split.error());
  if (!options.out.empty())
    if (const auto kept = keep(*split, *data, options.out); !kept) return console.error(kept.error());
  console.result(split->name + " of " + data->name + ": " + std::to_string(split->train.size()) + " training, " +
                 std::to_string(split->validation.size()) + " validation, " + std::to_string(split->test.size()) +
                 " test\n" + training::split_hash(*split, *data) + "\n");
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("--data", options->data, kDataOption)->required();
  app.add_option("--split", options->split,
                 "Parts for training, validation and test: 80/10/10, leave-out=SOURCE, poor=0.92, good=0.92, fold=2/5")
      ->capture_default_str();
  app.add_option("--seed", options->seed, "Seed of the draw; train and evaluate draw with 1")->capture_default_str();
  app.add_option("--out", options->out, "File to keep it in, for --split of train and evaluate");
  add_models_option(app, options->models);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kSplit = {"split", "Split a data set for training, validation and test",
                     "  cellar split --data nb301\n"
                     "  cellar split --data nb301 --split leave-out=de --seed 2 --out without-de.cellar\n",
                     declare};

}  // namespace cellar::cli
