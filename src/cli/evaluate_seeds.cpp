// SPDX-License-Identifier: Apache-2.0
#include <cli/evaluate_seeds.hpp>

#include <cli/interrupt.hpp>
#include <cli/model_fit.hpp>
#include <cli/regression_data.hpp>
#include <training/data/splits.hpp>
#include <training/models/seed_study.hpp>

namespace cellar::cli {
namespace {

using base::Result;

constexpr double kPoints = 100;  // percentage points to a fraction

io::FigureTable empty_table() {
  return {kSurrogateVsTable, {
      {"model", "model"}, {"fitted", "fitted to", 1, 0}, {"architectures", "tested on", 1, 0},
      {"surrogate_mae", "surrogate MAE pp", kPoints}, {"table_mae", "table MAE pp", kPoints},
      {"difference", "difference pp", kPoints}, {"standard_error", "standard error", kPoints}}, {}};
}

Result<io::FigureTable> compared(const EvaluateModelsWish& wish, const Console& console) {
  const auto choices = parse_models(wish.regressors);
  if (!choices) return choices.error();
  const auto loaded = load_dataset(wish.data, wish.models);
  if (!loaded) return loaded.error();
  const training::Dataset data = training::with_all_trainings(*loaded);
  const auto whole = load_split(wish.split, data);
  if (!whole) return whole.error();
  std::vector<std::size_t> sizes = wish.sizes;
  if (sizes.empty()) sizes.push_back(data.size());
  io::FigureTable table = empty_table();
  for (const auto& choice : *choices)
    for (const std::size_t size : sizes) {
      const auto figures = training::surrogate_against_table(
          data, training::with_training_points(*whole, size, wish.seed),
          [&](const training::Dataset& one_training, const training::Split& split) {
            training::FitRequest request;
            request.data = &one_training;
            request.split = &split;
            request.members = wish.members;
            request.seed = wish.seed;
            request.threads = wish.threads;
            return fit_model(choice, request, {}, console);
          });
      if (!figures) return figures.error();
      table.rows.push_back({choice.text, static_cast<double>(figures->fitted),
                            static_cast<double>(figures->architectures), figures->surrogate_mae, figures->table_mae,
                            figures->difference, figures->standard_error});
    }
  return table;
}

}  // namespace

ExitCode evaluate_seeds(const EvaluateModelsWish& wish, const Console& console) {
  catch_interrupts();
  const auto table = compared(wish, console);
  if (!table && interrupted()) {
    console.note("interrupted");
    return ExitCode::interrupted;
  }
  if (!table) return console.error(table.error());
  show_figures(std::span(&*table, 1), wish.format, console);
  return ExitCode::done;
}

}  // namespace cellar::cli
