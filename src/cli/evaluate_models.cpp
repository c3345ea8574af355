// SPDX-License-Identifier: Apache-2.0
#include <cli/evaluate_models.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

#include <cli/interrupt.hpp>
#include <cli/model_figures.hpp>
#include <cli/model_fit.hpp>
#include <cli/models.hpp>
#include <cli/regression_data.hpp>
#include <cli/text_table.hpp>
#include <training/data/split_file.hpp>
#include <training/data/splits.hpp>
#include <training/models/encoded_regressor.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using training::Dataset;
using training::FittedEnsemble;
using training::Split;

// Characters of a split's hash that tell folders of checkpoints apart.
constexpr std::size_t kHashCharacters = 12;

std::size_t training_count(const Split& split) { return split.train.size() + split.validation.size(); }

// The splits that the wish names, each with as many training points as it wants.
Result<std::vector<Split>> wanted_splits(const EvaluateModelsWish& wish, const Dataset& data) {
  std::vector<std::string> names;
  if (wish.leave_out == std::vector<std::string>{"all"}) {
    for (const auto& source : std::set<std::string>(data.source.begin(), data.source.end()))
      if (!source.empty()) names.push_back("leave-out=" + source);
  } else {
    for (const auto& source : wish.leave_out) names.push_back("leave-out=" + source);
  }
  if (names.empty()) names.push_back(wish.split);
  std::vector<Split> splits;
  for (const auto& name : names) {
    const auto split = load_split(name, data);
    if (!split) return split.error();
    if (split->test.size() < 2) return Error{ErrorCode::invalid_argument, "has a test of fewer than two", name};
    if (wish.sizes.empty()) splits.push_back(*split);
    for (const std::size_t size : wish.sizes) splits.push_back(training::with_training_points(*split, size, wish.seed));
  }
  return splits;
}

Result<std::unique_ptr<FittedEnsemble>> read_ensemble(const std::string& name, const Dataset& data,
                                                      const std::string& models) {
  const auto bytes = load_model_file(name, models);
  if (!bytes) return bytes.error();
  const auto file = surrogate::parse_model_file(*bytes);
  if (!file) return file.error();
  const auto model = training::regressor_model(*file);
  if (!model) return model.error();
  const auto kind = training::find_model_kind(*model);
  if (!kind) return kind.error();
  const auto space = read_text(*file, "space");
  if (space && *space != data.space->name())
    return Error{ErrorCode::mismatch,
                 "was fitted to the space " + *space + ", not " + std::string(data.space->name()), name};
  return (*kind)->read(*file);
}

struct Report {
  std::vector<ModelFigures> models;
  std::vector<ModelGroups> sources, parameter_free, depths;
};

class Evaluation {
 public:
  Evaluation(const EvaluateModelsWish& wish, const Dataset& data, const Console& console)
      : wish_(wish), data_(data), console_(console) {}

  Result<Report> run(std::span<const ModelChoice> choices) {
    const auto splits = wanted_splits(wish_, data_);
    if (!splits) return splits.error();
    for (const Split& split : *splits) {
      for (const std::string& name : wish_.files) {
        const auto ensemble = read_ensemble(name, data_, wish_.models);
        if (!ensemble) return ensemble.error();
        measure(name, split, **ensemble, 0, 0);
      }
      for (const ModelChoice& choice : choices)
        if (const auto measured = fit_and_measure(choice, split); !measured) return measured.error();
    }
    return std::move(report_);
  }

 private:
  fs::path checkpoints(const ModelChoice& choice, const Split& split) const {
    if (wish_.checkpoints.empty()) return {};
    std::string name = choice.text;
    std::replace_if(name.begin(), name.end(), [](char c) { return c == ':' || c == ';' || c == '='; }, '_');
    return fs::path(wish_.checkpoints) / (name + "-" + split_hash(split, data_).substr(0, kHashCharacters));
  }

  Result<Done> fit_and_measure(const ModelChoice& choice, const Split& split) {
    training::FitRequest request;
    request.data = &data_;
    request.split = &split;
    request.members = wish_.members;
    request.seed = wish_.seed;
    request.threads = wish_.threads;
    const auto begin = std::chrono::steady_clock::now();
    const auto ensemble = fit_model(choice, request, checkpoints(choice, split), console_);
    if (!ensemble) return ensemble.error();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    measure(choice.text, split, **ensemble, training_count(split), seconds.count());
    return Done{};
  }

  void measure(const std::string& name, const Split& split, const FittedEnsemble& ensemble, std::size_t fitted,
               double seconds) {
    const training::TestPredictions predictions{ensemble.members(), ensemble.predict(test_architectures(data_, split))};
    report_.models.push_back(
        {name, split.name, fitted, ensemble.members(), test_figures(data_, split, predictions), seconds});
    if (!wish_.groups) return;
    report_.sources.push_back({name, figures_by_source(data_, split, predictions)});
    report_.parameter_free.push_back({name, figures_by_parameter_free(data_, split, predictions)});
    report_.depths.push_back({name, figures_by_depth(data_, split, predictions)});
  }

  const EvaluateModelsWish& wish_;
  const Dataset& data_;
  const Console& console_;
  Report report_;
};

std::vector<io::FigureTable> tables_of(const Report& report) {
  std::vector<io::FigureTable> tables = {models_figure_table(report.models)};
  if (report.sources.empty()) return tables;
  tables.push_back(groups_figure_table("by_source", "source", report.sources));
  tables.push_back(groups_figure_table("by_parameter_free", "parameter-free", report.parameter_free));
  tables.push_back(groups_figure_table("by_depth", "depth", report.depths));
  return tables;
}

Result<std::vector<io::FigureTable>> evaluated(const EvaluateModelsWish& wish, const Console& console) {
  std::vector<ModelChoice> choices;
  if (!wish.regressors.empty()) {
    auto parsed = parse_models(wish.regressors);
    if (!parsed) return parsed.error();
    choices = *std::move(parsed);
  }
  const auto data = load_dataset(wish.data, wish.models);
  if (!data) return data.error();
  const auto report = Evaluation(wish, *data, console).run(choices);
  if (!report) return report.error();
  return tables_of(*report);
}

}  // namespace

void show_figures(std::span<const io::FigureTable> tables, OutputFormat format, const Console& console) {
  if (format == OutputFormat::json) return console.result(io::figures_json(tables));
  if (format == OutputFormat::csv) return console.result(io::figures_csv(tables));
  for (std::size_t i = 0; i < tables.size(); ++i)
    console.result((i > 0 ? "\n" : "") + text_table(io::figure_texts(tables[i]), 2));
}

ExitCode evaluate_models(const EvaluateModelsWish& wish, const Console& console) {
  catch_interrupts();
  const auto tables = evaluated(wish, console);
  if (!tables && interrupted()) {
    console.note(wish.checkpoints.empty() ? "interrupted"
                                          : "interrupted; what is fitted is kept in " + wish.checkpoints);
    return ExitCode::interrupted;
  }
  if (!tables) return console.error(tables.error());
  show_figures(*tables, wish.format, console);
  return ExitCode::done;
}

}  // namespace cellar::cli
