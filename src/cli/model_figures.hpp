// SPDX-License-Identifier: Apache-2.0
// The tables in which regression models are compared.
#pragma once

#include <string>
#include <vector>

#include <cellar/io/figure_table.hpp>
#include <training/measures/test_figures.hpp>

namespace cellar::cli {

/// One model on one split.
struct ModelFigures {
  std::string model, split;
  std::size_t fitted = 0;  ///< architectures that its members were fitted to or stopped by
  int members = 0;
  training::TestFigures test;
  double fit_seconds = 0;  ///< wall clock; 0 for a model from a file
};

io::FigureTable models_figure_table(const std::vector<ModelFigures>& models);

/// Groups of one kind, of all models.
struct ModelGroups {
  std::string model;
  std::vector<training::GroupFigures> groups;
};

io::FigureTable groups_figure_table(std::string name, const std::string& heading,
                                    const std::vector<ModelGroups>& models);

}  // namespace cellar::cli
