// SPDX-License-Identifier: Apache-2.0
// `cellar info`: what this program knows and has.
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/base/version.hpp>
#include <cellar/benchmark/cell_statistics.hpp>
#include <cellar/benchmark/registry.hpp>
#include <cellar/io/info_json.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/trainer_json.hpp>
#include <cli/console.hpp>
#ifdef CELLAR_WITH_TRAINING
#include <cli/model_fit.hpp>
#endif
#include <cli/models.hpp>
#include <cli/shared_options.hpp>
#include <cli/text_table.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

struct Options {
  std::string models, benchmark;
  bool json = false, methods = false, regressors = false;
};

std::vector<io::ModelStatus> look_at_models(const std::string& folder) {
  std::vector<io::ModelStatus> models;
  for (const auto& info : benchmark::benchmarks()) {
    const auto loaded = load_benchmark(info.name, folder);
    if (loaded) {
      models.push_back({info.name, "ready", "", (*loaded)->model()});
    } else {
      models.push_back({info.name, std::string(base::to_string(loaded.error().code)), loaded.error().text(), {}});
    }
  }
  return models;
}

std::string benchmarks_text() {
  std::vector<Row> rows = {{"benchmark", "space", "architectures", "answers"}};
  for (const auto& info : benchmark::benchmarks())
    rows.push_back({std::string(info.name), std::string(info.space.name()), info.space.size_text(),
                    std::string(info.title) + ": " + std::string(info.summary)});
  return text_table(rows, 4);
}

std::string models_text(const std::vector<io::ModelStatus>& models) {
  std::vector<Row> rows = {{"model of", "state", "name", "sha256"}};
  for (const auto& model : models)
    rows.push_back({std::string(model.benchmark), model.state, model.detail.empty() ? model.identity.name : model.detail,
                    model.identity.sha256});
  return text_table(rows, 4);
}

// Optimizers or one-shot methods with their options.
template <class Infos>
std::string options_text(const std::string& kind, const Infos& infos) {
  std::vector<Row> rows = {{kind, "option", "default", "meaning"}};
  for (const auto* info : infos) {
    rows.push_back({std::string(info->name), "", "", std::string(info->title) + " (" + std::string(info->citation) + ")"});
    for (const auto& option : info->options)
      rows.push_back({"", std::string(option.name), io::option_text(option.standard), std::string(option.description)});
  }
  return text_table(rows, 4);
}

std::string methods_text() { return options_text("one-shot method", oneshot::methods()); }

void add_distribution(const std::string& name, const benchmark::AccuracyDistribution& distribution, std::vector<Row>& rows) {
  Row row = {name, io::percent(distribution.mean, 2)};
  for (const double quantile : distribution.quantiles) row.push_back(io::percent(quantile, 2));
  row.push_back(io::percent(distribution.near_optimum, 3));
  rows.push_back(std::move(row));
}

std::string paper_constants_text(const std::string& benchmark) {
  const auto constants = benchmark::paper_constants(benchmark);
  if (!constants) return "";
  return "\nPaper constants (single repeats, over a part of the space): validation " +
         io::percent(constants->val_accuracy, 2) + ", test " + io::percent(constants->test_accuracy, 2) + '\n';
}

// Accuracies of a tabular space as a whole.
base::Result<std::string> statistics_text(const Options& options) {
  const auto info = benchmark::find_benchmark(options.benchmark);
  if (!info) return info.error();
  const auto file = load_model_file((*info)->model_file, options.models);
  if (!file) return file.error();
  const auto statistics = benchmark::cell_statistics(options.benchmark, *file);
  if (!statistics) return statistics.error();
  Row heading = {"accuracy after " + std::to_string(statistics->epochs) + " epochs", "mean"};
  for (const double share : benchmark::kStatisticsShares) heading.push_back(io::percent(share, 0) + " %");
  heading.push_back("near the optimum");
  std::vector<Row> rows = {std::move(heading)};
  add_distribution("validation", statistics->val_accuracy, rows);
  add_distribution("test", statistics->test_accuracy, rows);
  return options.benchmark + ": " + std::to_string(statistics->cells) + " distinct cells, validation accuracy measured for " +
         std::to_string(statistics->measured) + " of them; " + (*info)->space.size_text() +
         " architectures\nIn per cent; near the optimum: share of the cells within half a point of it\n\n" +
         text_table(rows, 1) + paper_constants_text(options.benchmark);
}

ExitCode run(const Options& options) {
  const Console console("info", false);
  if (!options.benchmark.empty()) {
    const auto text = statistics_text(options);
    if (!text) return console.error(text.error());
    console.result(*text);
    return ExitCode::done;
  }
#ifdef CELLAR_WITH_TRAINING
  if (options.regressors) {
    console.result(models_table());
    return ExitCode::done;
  }
#endif
  if (options.methods) {
    console.result(options.json ? io::methods_json() + '\n' : methods_text());
    return ExitCode::done;
  }
  const auto models = look_at_models(options.models);
  if (options.json) {
    console.result(io::info_json(models));
    return ExitCode::done;
  }
  console.result("cellar " + std::string(base::kVersion) + "\n\n" + benchmarks_text() + '\n' + models_text(models) + '\n' +
                 options_text("optimizer", optimizer::optimizers()) + '\n' + methods_text());
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  const auto json = app.add_flag("--json", options->json, "One JSON document");
  app.add_option("-b,--benchmark", options->benchmark, "Accuracies of a tabular benchmark's whole space")->excludes(json);
  app.add_flag("--methods", options->methods, "One-shot methods alone, with their options");
#ifdef CELLAR_WITH_TRAINING
  app.add_flag("--regressors", options->regressors, "Regression models of `cellar train --model`, with their options")
      ->excludes(json);
#endif
  add_models_option(app, options->models);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kInfo = {"info", "Benchmarks, models, optimizers and one-shot methods with their options",
                    "  cellar info\n"
                    "  cellar info --json\n"
                    "  cellar info --methods --json\n"
                    "  cellar info -b nb1shot1-1\n",
                    declare};

}  // namespace cellar::cli
