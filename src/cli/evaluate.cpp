// SPDX-License-Identifier: Apache-2.0
// `cellar evaluate`: how good the models are, against what they were not fitted to.
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include <cli/console.hpp>
#include <cli/models.hpp>
#include <cli/phase_line.hpp>
#include <cli/shared_options.hpp>
#include <cli/text_table.hpp>
#include <cli/verb.hpp>
#include <training/nb101_fit.hpp>
#include <training/nb301_evaluation.hpp>

namespace cellar::cli {
namespace {

using training::Agreement;

struct Options {
  std::string benchmark = "nb301", labels = "nb301-labels-v1.cellar", model = "nb301-trees-v1.cellar", models;
  int folds = 10;
  training::Nb301FitOptions fit;
  bool quiet = false;
};

std::string fixed(double value, int decimals) {
  std::array<char, 32> text;
  const int length = std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return {text.data(), static_cast<std::size_t>(length)};
}

// `unit`: what the error is multiplied with to be read in the column's unit.
Row row(std::string name, const Agreement& figures, double unit, const std::string& unit_name) {
  return {std::move(name), fixed(figures.spearman, 4), fixed(figures.rmse * unit, 3) + " " + unit_name,
          fixed(figures.r2, 4)};
}

base::Result<std::vector<Row>> nb301_figures(const Options& options, const Console& console) {
  const auto label_bytes = load_model_file(options.labels, options.models);
  if (!label_bytes) return label_bytes.error();
  const auto labels = training::read_label_set(*label_bytes);
  if (!labels) return labels.error();
  const auto model_bytes = load_model_file(options.model, options.models);
  if (!model_bytes) return model_bytes.error();
  const auto file = surrogate::parse_model_file(*model_bytes);
  if (!file) return file.error();
  const auto model = benchmark::nb301_model(*file);
  if (!model) return model.error();
  const auto found = training::evaluate_nb301(*labels, *model);
  if (!found) return found.error();

  std::vector<Row> rows = {{"", "Spearman", "RMSE", "R2"}};
  rows.push_back(row("corrected labels, 10,000 fresh random architectures", found->own_labels, 100, "pp"));
  rows.push_back(row("the same, one member", found->own_labels_one, 100, "pp"));
  rows.push_back(row("runtime of teacher v1, the same architectures", found->runtime, 1, "s"));
  for (std::size_t e = 0; e < found->curve.size(); ++e)
    rows.push_back(row("accuracy after " + std::to_string(training::kLabelEpochs[e]) + " epochs, the same",
                       found->curve[e], 100, "pp"));
  rows.push_back(row("725 published predictions, seen by the correction", found->published, 100, "pp"));
  if (options.folds < 2) return rows;

  const std::string folds = std::to_string(options.folds) + "-fold cross-validation";
  rows.push_back(row("725 published predictions, teacher v1 on a straight line, " + folds,
                     training::cross_validate_teacher(*labels, options.folds), 100, "pp"));
  PhaseLine line(errors_are_terminal() && !console.quiet());
  const auto unseen = training::cross_validate_published(*labels, options.folds, options.fit, line.progress());
  if (!unseen) return unseen.error();
  rows.push_back(row("725 published predictions, " + folds, *unseen, 100, "pp"));
  return rows;
}

base::Result<std::vector<Row>> nb101_figures(const Options& options, const Console& console) {
  const auto bytes = load_model_file("nb101-measurements-v1.cellar", options.models);
  if (!bytes) return bytes.error();
  const auto measurements = training::read_nb101_measurements(*bytes);
  if (!measurements) return measurements.error();
  PhaseLine line(errors_are_terminal() && !console.quiet());
  const auto found = training::cross_validate_nb101(*measurements, std::max(options.folds, 2), options.fit.threads,
                                                    line.progress());
  if (!found) return found.error();
  std::vector<Row> rows = {{"modelled, for cells not fitted to", "Spearman", "RMSE", "R2"}};
  for (std::size_t b = 0; b < table::kNb101Budgets.size(); ++b)
    rows.push_back(row("validation accuracy after " + std::to_string(table::kNb101Budgets[b]) + " epochs",
                       found->unseen[b], 100, "pp"));
  rows.push_back(row("training time", found->unseen.back(), 1, "s"));
  rows.push_back({"ceiling by the noise of repeats, after 108 epochs", fixed(found->noise_spearman, 4), "", ""});
  return rows;
}

ExitCode run(const Options& options) {
  const Console console("evaluate", options.quiet);
  const auto rows = options.benchmark == "nb101" ? nb101_figures(options, console) : nb301_figures(options, console);
  if (!rows) return console.error(rows.error());
  console.result(text_table(*rows, 1));
  return ExitCode::done;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("-b,--benchmark", options->benchmark, "nb301: the shipped model; nb101: what fills the table's gaps")
      ->check(CLI::IsMember({"nb301", "nb101"}))->capture_default_str();
  app.add_option("--model", options->model, "Model to measure, a file below the models folder")->capture_default_str();
  app.add_option("--labels", options->labels, "Labels, a file below the models folder")->capture_default_str();
  app.add_option("--folds", options->folds,
                 "Folds of the cross-validation, which fits the ensemble anew for each; 0 leaves it out")
      ->check(CLI::Range(0, 100))->capture_default_str();
  app.add_option("--members", options->fit.members, "Members of the ensembles fitted for it")
      ->check(CLI::Range(2, 100))->capture_default_str();
  app.add_option("--trees", options->fit.trees, "Trees of each member")->check(CLI::Range(1, 5000))->capture_default_str();
  app.add_option("--threads", options->fit.threads, "Threads; 0: one per core")->capture_default_str();
  add_models_option(app, options->models);
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kEvaluate = {"evaluate", "Measure the models against what they were not fitted to",
                        "  cellar evaluate\n"
                        "  cellar evaluate --folds 0\n"
                        "  cellar evaluate -b nb101\n",
                        declare};

}  // namespace cellar::cli
