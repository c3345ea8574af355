// SPDX-License-Identifier: Apache-2.0
#include <cli/model_figures.hpp>

namespace cellar::cli {
namespace {

using io::FigureCell;

constexpr double kPoints = 100;  // percentage points to a fraction

FigureCell known(const std::optional<double>& value) { return value ? FigureCell(*value) : FigureCell(); }

FigureCell count(std::size_t value) { return static_cast<double>(value); }

}  // namespace

io::FigureTable models_figure_table(const std::vector<ModelFigures>& models) {
  io::FigureTable table{"models", {
      {"model", "model"}, {"split", "split"}, {"fitted", "fitted to", 1, 0}, {"members", "members", 1, 0},
      {"architectures", "tested on", 1, 0}, {"r2", "R2"}, {"kendall_tau", "Kendall"},
      {"sparse_kendall_tau", "sparse"}, {"spearman", "Spearman"}, {"rmse", "RMSE pp", kPoints},
      {"mae", "MAE pp", kPoints},
      {"mean_sd", "sd pp", kPoints}, {"negative_log_likelihood", "NLL", 1, 2}, {"coverage_50", "in 50 %", kPoints, 1},
      {"coverage_80", "in 80 %", kPoints, 1}, {"coverage_95", "in 95 %", kPoints, 1},
      {"calibration_error", "calibration", 1, 3}, {"kl_divergence", "KL", 1, 2}, {"fit_seconds", "seconds", 1, 1}}, {}};
  for (const auto& one : models) {
    const auto& agreement = one.test.agreement;
    const bool spread = one.members > 1;  // a single member does not say how sure it is
    const auto if_spread = [&](double value) { return spread ? FigureCell(value) : FigureCell(); };
    table.rows.push_back({one.model, one.split, count(one.fitted), static_cast<double>(one.members),
                          count(one.test.architectures), agreement.r2, agreement.kendall_tau,
                          agreement.sparse_kendall_tau, agreement.spearman, agreement.rmse, agreement.mae,
                          if_spread(one.test.mean_sd), if_spread(one.test.negative_log_likelihood),
                          if_spread(one.test.coverage[0]), if_spread(one.test.coverage[1]),
                          if_spread(one.test.coverage[2]), if_spread(one.test.calibration_error),
                          spread ? known(one.test.kl_divergence) : FigureCell(), one.fit_seconds});
  }
  return table;
}

io::FigureTable groups_figure_table(std::string name, const std::string& heading,
                                    const std::vector<ModelGroups>& models) {
  io::FigureTable table{std::move(name), {
      {"model", "model"}, {"group", heading}, {"architectures", "tested on", 1, 0},
      {"mean_accuracy", "accuracy", kPoints, 2},
      {"bias", "bias pp", kPoints}, {"rmse", "RMSE pp", kPoints}, {"mae", "MAE pp", kPoints}, {"r2", "R2"},
      {"kendall_tau", "Kendall"}}, {}};
  for (const auto& model : models)
    for (const auto& group : model.groups)
      table.rows.push_back({model.model, group.group, count(group.architectures), group.mean_accuracy, group.bias,
                            group.rmse, group.mae,
                            group.agreement ? FigureCell(group.agreement->r2) : FigureCell(),
                            group.agreement ? FigureCell(group.agreement->kendall_tau) : FigureCell()});
  return table;
}

}  // namespace cellar::cli
