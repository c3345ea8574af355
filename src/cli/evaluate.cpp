// SPDX-License-Identifier: Apache-2.0
// `cellar evaluate`: how good the models are, against what they were not fitted to; of regression models in
// evaluate_models.hpp and evaluate_seeds.hpp.
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/benchmark/registry.hpp>
#include <cli/console.hpp>
#include <cli/evaluate_models.hpp>
#include <cli/evaluate_seeds.hpp>
#include <cli/models.hpp>
#include <cli/phase_line.hpp>
#include <cli/regression_data.hpp>
#include <cli/shared_options.hpp>
#include <cli/text_table.hpp>
#include <cli/verb.hpp>
#include <training/fashion_darts_fit.hpp>
#include <training/fashion_fit.hpp>
#include <training/nb101_fit.hpp>
#include <training/nb301_evaluation.hpp>
#include <training/series_figures.hpp>

namespace cellar::cli {
namespace {

using training::Agreement;

struct Options {
  std::string benchmark = "nb301", labels = "nb301-labels-v1.cellar", model = "nb301-trees-v1.cellar", models;
  int folds = 10;
  training::Nb301FitOptions fit;
  std::string study;
  EvaluateModelsWish regression;
  bool quiet = false;

  bool of_regression() const { return !regression.regressors.empty() || !regression.files.empty(); }
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

std::vector<Row> trained_rows(const table::TrainingResults& results) {
  std::vector<Row> rows = {{"really trained", "cells", "diverged", "mean validation", "mean test"}};
  for (const auto& figures : training::series_figures(results))
    rows.push_back({std::to_string(figures.series.epochs) + " epochs, seed " + std::to_string(figures.series.seed),
                    std::to_string(figures.trained), std::to_string(figures.diverged),
                    fixed(figures.val_accuracy * 100, 2) + " %", fixed(figures.test_accuracy * 100, 2) + " %"});
  return rows;
}

std::vector<Row> seed_rows(const table::TrainingResults& results) {
  std::vector<Row> rows;
  for (const auto& pair : training::seed_pair_figures(results))
    rows.push_back({"seeds " + std::to_string(pair.first) + " and " + std::to_string(pair.second) + ", " +
                        std::to_string(pair.epochs) + " epochs",
                    std::to_string(pair.cells), fixed(pair.spearman, 4)});
  if (!rows.empty()) rows.insert(rows.begin(), {"two seeds of the same cells", "cells", "Spearman"});
  return rows;
}

base::Result<std::vector<Row>> fashion_model_rows(const table::TrainingResults& results, const Options& options,
                                                  const Console& console) {
  PhaseLine line(errors_are_terminal() && !console.quiet());
  const auto found = training::evaluate_fashion_model(results, std::max(options.folds, 2), options.fit.threads,
                                                      line.progress());
  if (!found) return found.error();
  std::vector<Row> rows = {{"modelled, for trained cells not fitted to", "Spearman", "RMSE", "R2"}};
  rows.push_back(row("validation accuracy, random folds", found->random_folds.val, 100, "pp"));
  rows.push_back(row("test accuracy, random folds", found->random_folds.test, 100, "pp"));
  rows.push_back(row("validation accuracy, second half by a model of the first", found->later_half.val, 100, "pp"));
  rows.push_back(row("test accuracy, second half by a model of the first", found->later_half.test, 100, "pp"));
  return rows;
}

base::Result<std::vector<Row>> fashion_darts_rows(const table::TrainingResults& results, const Options& options,
                                                  const Console& console) {
  PhaseLine line(errors_are_terminal() && !console.quiet());
  const auto found = training::evaluate_fashion_darts(results, std::max(options.folds, 2),
                                                      {options.fit.members, options.fit.threads, ""}, line.progress());
  if (!found) return found.error();
  return std::vector<Row>{{"trees, for architectures not fitted to", "Spearman", "RMSE", "R2"},
                          row("validation accuracy, random folds", found->val, 100, "pp"),
                          row("test accuracy, random folds", found->test, 100, "pp")};
}

base::Result<std::string> fashion_text(const Options& options, const Console& console) {
  const auto bytes = load_model_file(options.benchmark + "-v1.cellar", options.models);
  if (!bytes) return bytes.error();
  const auto results = table::unpack_training_results(*bytes);
  if (!results) return results.error();
  std::string text = text_table(trained_rows(*results), 1);
  if (const auto rows = seed_rows(*results); !rows.empty()) text += '\n' + text_table(rows, 1);
  const auto modelled = results->architectures.empty() ? fashion_model_rows(*results, options, console)
                                                       : fashion_darts_rows(*results, options, console);
  if (!modelled) return modelled.error();
  return text + '\n' + text_table(*modelled, 1);
}

base::Result<std::string> figures_text(const Options& options, const Console& console) {
  if (options.benchmark.starts_with("fashion")) return fashion_text(options, console);
  const auto rows = options.benchmark == "nb101" ? nb101_figures(options, console) : nb301_figures(options, console);
  if (!rows) return rows.error();
  return text_table(*rows, 1);
}

ExitCode run_regression(const Options& options, const Console& console) {
  EvaluateModelsWish wish = options.regression;
  if (wish.data.empty()) wish.data = options.benchmark;
  wish.models = options.models;
  wish.members = options.fit.members;
  wish.threads = options.fit.threads;
  return options.study.empty() ? evaluate_models(wish, console) : evaluate_seeds(wish, console);
}

ExitCode run(const Options& options) {
  const Console console("evaluate", options.quiet);
  if (options.of_regression()) return run_regression(options, console);
  const auto text = figures_text(options, console);
  if (!text) return console.error(text.error());
  console.result(*text);
  return ExitCode::done;
}

void declare_regression(CLI::App& app, Options& options) {
  auto& wish = options.regression;
  const auto regressors = app.add_option("--regressors", wish.regressors,
                                         "Regression models to fit and compare, as xgb,rf:trees=50 "
                                         "(`cellar info --regressors`)");
  app.add_option("--file", wish.files, "A regression model from `cellar train --model`, to measure as it is; repeatable. "
                 "Take the split it was fitted with");
  app.add_option("--data", wish.data, std::string(kDataOption) + " (default: those of -b)");
  app.add_option("--split", wish.split, kSplitOption)->capture_default_str();
  app.add_option("--leave-out", wish.leave_out, "Sources of the data that are the test in turn, or all of them: all")
      ->delimiter(',')->needs(regressors);
  app.add_option("--sizes", wish.sizes, "Fit to so many architectures, one after the other")
      ->delimiter(',')->needs(regressors);
  app.add_flag("--groups", wish.groups, "Errors also by source, by parameter-free operations and by depth of the cell");
  app.add_option("--study", options.study, "How models of one training of each architecture compare with a table of it")
      ->check(CLI::IsMember({kSurrogateVsTable}))->needs(regressors);
  app.add_option("--checkpoints", wish.checkpoints, "Folder that keeps what is fitted, for the same command to go on")
      ->needs(regressors);
  add_seed_option(app, wish.seed, "Of the regression models");
  add_format_options(app, wish.format);
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("-b,--benchmark", options->benchmark, "nb301: the shipped model; nb101: what fills the table's gaps; fashion-1shot1-1 to -3: the trainings and what "
                 "fills their gaps; fashion-darts: the trainings and the trees fitted to them")
      ->check(CLI::IsMember({"nb301", "nb101", "fashion-1shot1-1", "fashion-1shot1-2", "fashion-1shot1-3",
                             "fashion-darts"}))
      ->capture_default_str();
  app.add_option("--model", options->model, "Model to measure, a file below the models folder")->capture_default_str();
  app.add_option("--labels", options->labels, "Labels, a file below the models folder")->capture_default_str();
  app.add_option("--folds", options->folds,
                 "Folds of the cross-validation, which fits the ensemble anew for each; 0 leaves it out")
      ->check(CLI::Range(0, 100))->capture_default_str();
  app.add_option("--members", options->fit.members, "Members of the ensembles fitted for it")
      ->check(CLI::Range(1, 100))->capture_default_str();
  declare_regression(app, *options);
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
                        "  cellar evaluate -b nb101\n"
                        "  cellar evaluate -b fashion-1shot1-1\n"
                        "  cellar evaluate --regressors xgb,xgb-light,rf,svr,nusvr -b nb301 --split 80/10/10\n"
                        "  cellar evaluate --regressors xgb-light -b nb301 --leave-out all --csv\n"
                        "  cellar evaluate --study surrogate-vs-table --regressors xgb-light,rf -b fashion-1shot1-1\n",
                        declare};

}  // namespace cellar::cli
