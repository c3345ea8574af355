// SPDX-License-Identifier: Apache-2.0
// `cellar train`: fits a surrogate to labels and writes its model file.
#include <memory>

#include <CLI/CLI.hpp>

#include <cli/console.hpp>
#include <cli/files.hpp>
#include <cli/models.hpp>
#include <cli/phase_line.hpp>
#include <cli/shared_options.hpp>
#include <cli/verb.hpp>
#include <training/nb301_fit.hpp>

namespace cellar::cli {
namespace {

constexpr const char* kModelName = "nb301-trees-v1";
constexpr const char* kModelVersion = "1.0.0";

struct Options {
  std::string labels = "nb301-labels-v1.cellar", models, out;
  training::Nb301FitOptions fit;
  bool quiet = false;
};

base::Result<std::string> fit(const Options& options, const Console& console) {
  const auto bytes = load_model_file(options.labels, options.models);
  if (!bytes) return bytes.error();
  const auto labels = training::read_label_set(*bytes);
  if (!labels) return labels.error();
  PhaseLine line(errors_are_terminal() && !console.quiet());
  const auto model = training::fit_nb301(*labels, options.fit, line.progress());
  if (!model) return model.error();
  const auto file = benchmark::to_model_file(*model, kModelName, kModelVersion);
  if (!file) return file.error();
  const auto content = surrogate::serialize_model_file(*file);
  if (!content) return content.error();
  return std::string(content->begin(), content->end());
}

ExitCode run(const Options& options) {
  const Console console("train", options.quiet);
  const auto content = fit(options, console);
  if (!content) return console.error(content.error());
  if (const auto written = write_file(options.out, *content); !written) return console.error(written.error());
  console.result(options.out + ": " + std::to_string(content->size()) + " bytes\n");
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("--out", options->out, "Model file to write")->required();
  app.add_option("--labels", options->labels, "Labels to fit to, a file below the models folder")->capture_default_str();
  app.add_option("--members", options->fit.members, "Members of the ensemble")
      ->check(CLI::Range(2, 100))->capture_default_str();
  app.add_option("--trees", options->fit.trees, "Trees of each member")->check(CLI::Range(1, 5000))->capture_default_str();
  app.add_option("--threads", options->fit.threads, "Threads; 0: one per core")->capture_default_str();
  add_models_option(app, options->models);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kTrain = {"train", "Fit the surrogate of nb301 to the labels in the repository",
                     "  cellar train --out nb301-trees-v1.cellar\n", declare};

}  // namespace cellar::cli
