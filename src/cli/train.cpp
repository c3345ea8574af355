// SPDX-License-Identifier: Apache-2.0
// `cellar train`: fits what a benchmark answers from to the data in the repository, or a regression model to any data set
// (train_model.hpp), and writes its file.
#include <algorithm>
#include <array>
#include <memory>

#include <CLI/CLI.hpp>

#include <cli/console.hpp>
#include <cli/files.hpp>
#include <cli/models.hpp>
#include <cli/phase_line.hpp>
#include <cli/regression_data.hpp>
#include <cli/shared_options.hpp>
#include <cli/train_model.hpp>
#include <cli/verb.hpp>
#include <training/fashion_darts_fit.hpp>
#include <training/fashion_fit.hpp>
#include <training/nb101_fit.hpp>
#include <training/nb301_fit.hpp>

namespace cellar::cli {
namespace {

constexpr const char* kVersion = "1.0.0";

struct Options {
  std::string benchmark = "nb301", data, models, out, leave_out;
  training::Nb301FitOptions fit;
  TrainModelWish regression;
  bool quiet = false;
};

using Content = base::Result<std::vector<std::uint8_t>>;

Content fit_nb301(std::span<const std::uint8_t> data, const Options& options, const training::PhaseProgress& progress) {
  const auto labels = training::read_label_set(data);
  if (!labels) return labels.error();
  const auto model = training::fit_nb301(*labels, options.fit, progress);
  if (!model) return model.error();
  const auto file = benchmark::to_model_file(*model, "nb301-trees-v1", kVersion);
  if (!file) return file.error();
  return surrogate::serialize_model_file(*file);
}

Content fit_nb101(std::span<const std::uint8_t> data, const Options& options, const training::PhaseProgress& progress) {
  const auto measurements = training::read_nb101_measurements(data);
  if (!measurements) return measurements.error();
  const auto rows = training::fit_nb101(*measurements, options.fit.threads, progress);
  if (!rows) return rows.error();
  if (options.benchmark == "nb101") return table::write_nb101_table("nb101-table-v1", kVersion, *rows, true);
  return table::write_nb101_table("nb1shot1-table-v1", kVersion, training::one_shot_rows(*rows), false);
}

// What was trained stays as it is, and keeps its name.
Content fit_fashion(std::span<const std::uint8_t> data, const Options& options, const training::PhaseProgress& progress) {
  const auto file = surrogate::parse_model_file(data);
  if (!file) return file.error();
  auto results = table::unpack_training_results(data);
  if (!results) return results.error();
  if (results->benchmark != options.benchmark)
    return base::Error{base::ErrorCode::mismatch, "is of " + results->benchmark + ", not of " + options.benchmark, "data"};
  const auto modelled = training::model_untrained_cells(*results, options.fit.threads, progress);
  if (!modelled) return modelled.error();
  return table::pack(*results, file->name, file->version);
}

Content fit_fashion_darts(std::span<const std::uint8_t> data, const Options& options,
                          const training::PhaseProgress& progress) {
  const auto results = table::unpack_training_results(data);
  if (!results) return results.error();
  const auto model = training::fit_fashion_darts(
      *results, {options.fit.members, options.fit.threads, options.leave_out}, progress);
  if (!model) return model.error();
  const auto file = benchmark::to_model_file(*model, "fashion-darts-trees-v1", kVersion);
  if (!file) return file.error();
  return surrogate::serialize_model_file(*file);
}

// A benchmark that can be fitted, and the data that come with the repository.
struct Trainable {
  const char* benchmark;
  const char* data;
  Content (*fit)(std::span<const std::uint8_t>, const Options&, const training::PhaseProgress&);
};

constexpr auto kTrainables = std::to_array<Trainable>({
    {"nb301", "nb301-labels-v1.cellar", fit_nb301},
    {"nb101", "nb101-measurements-v1.cellar", fit_nb101},
    {"nb1shot1", "nb101-measurements-v1.cellar", fit_nb101},
    {"fashion-1shot1-1", "fashion-1shot1-1-v1.cellar", fit_fashion},
    {"fashion-1shot1-2", "fashion-1shot1-2-v1.cellar", fit_fashion},
    {"fashion-1shot1-3", "fashion-1shot1-3-v1.cellar", fit_fashion},
    {"fashion-darts", "fashion-darts-v1.cellar", fit_fashion_darts},
});

ExitCode run_model(const Options& options) {
  const Console console("train", options.quiet);
  TrainModelWish wish = options.regression;
  if (!options.data.empty()) wish.data = options.data;
  wish.models = options.models;
  wish.out = options.out;
  wish.members = options.fit.members;
  wish.threads = options.fit.threads;
  return train_model(wish, console);
}

ExitCode run(const Options& options) {
  if (!options.regression.model.empty()) return run_model(options);
  const Console console("train", options.quiet);
  const auto& trainable = *std::find_if(kTrainables.begin(), kTrainables.end(),
                                        [&](const auto& one) { return options.benchmark == one.benchmark; });
  const auto data = load_model_file(options.data.empty() ? trainable.data : options.data, options.models);
  if (!data) return console.error(data.error());
  PhaseLine line(errors_are_terminal() && !console.quiet());
  const auto content = trainable.fit(*data, options, line.progress());
  if (!content) return console.error(content.error());
  if (const auto written = write_file(options.out, std::string(content->begin(), content->end())); !written)
    return console.error(written.error());
  console.result(options.out + ": " + std::to_string(content->size()) + " bytes\n");
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("--out", options->out, "File to write")->required();
  std::vector<std::string> names;
  for (const auto& one : kTrainables) names.emplace_back(one.benchmark);
  const auto benchmark =
      app.add_option("-b,--benchmark", options->benchmark,
                     "What to fit; nb1shot1 is the table of its three spaces; fashion-1shot1-1 to -3: a model of the "
                     "cells that were not trained, added to a packed file of those that were");
  benchmark->check(CLI::IsMember(names))->capture_default_str();
  const auto model =
      app.add_option("--model", options->regression.model,
                     "Instead: a regression model with its options, as xgb:rounds=500 (`cellar info --regressors`)");
  model->excludes(benchmark);
  app.add_option("--data", options->data, "Data to fit to, a file below the models folder (default: the benchmark's "
                 "own); for --model: nb301, fashion-darts, fashion-1shot1-1 to -3, nb1shot1, nb101, or a file");
  app.add_option("--split", options->regression.split, kSplitOption)->capture_default_str()->needs(model);
  app.add_option("--leave-out", options->leave_out,
                 "fashion-darts: an optimizer (rs, re, de) whose architectures nothing is fitted to");
  app.add_option("--members", options->fit.members, "Members of the ensemble (nb301, --model)")
      ->check(CLI::Range(1, 100))->capture_default_str();
  add_seed_option(app, options->regression.seed, "Of --model; member m has this seed and m more")->needs(model);
  app.add_option("--checkpoints", options->regression.checkpoints,
                 "Folder that keeps what is fitted, so that the same command goes on after an interruption")
      ->needs(model);
  const auto tune =
      app.add_option("--tune", options->regression.tune,
                     "Optimizer that searches the model's options first, by R2 on the validation part, as bohb");
  tune->needs(model);
  app.add_option("--evaluations", options->regression.evaluations, "Of --tune")
      ->check(CLI::PositiveNumber)->capture_default_str()->needs(tune);
  app.add_option("--device", options->regression.device, "Of the networks")
      ->check(CLI::IsMember({"cpu", "cuda"}))->capture_default_str()->needs(model);
  app.add_option("--trees", options->fit.trees, "nb301: trees of each member")
      ->check(CLI::Range(1, 5000))->capture_default_str();
  app.add_option("--threads", options->fit.threads, "Threads; 0: one per core")->capture_default_str();
  add_models_option(app, options->models);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kTrain = {"train", "Fit what a benchmark answers from, or a regression model to any data set",
                     "  cellar train --out nb301-trees-v1.cellar\n"
                     "  cellar train -b nb101 --out nb101-table-v1.cellar\n"
                     "  cellar train -b fashion-1shot1-1 --data ./packed.cellar --out fashion-1shot1-1.cellar\n"
                     "  cellar train --model xgb-light --data nb301 --split 80/10/10 --checkpoints fit --out light.cellar\n",
                     declare};

}  // namespace cellar::cli
