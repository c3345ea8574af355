// SPDX-License-Identifier: Apache-2.0
// `cellar evaluate --regressors`: models fitted to the same parts of a data set and measured on the same
// test, one report (NAS-Bench-301, arXiv 2008.09777, section 4).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <cellar/io/figure_table.hpp>
#include <cli/console.hpp>
#include <cli/shared_options.hpp>

namespace cellar::cli {

struct EvaluateModelsWish {
  std::string regressors;               ///< "xgb,rf:trees=50"; may be empty where `files` are not
  std::vector<std::string> files;       ///< fitted already
  std::string data, split = "80/10/10", models, checkpoints;
  std::vector<std::string> leave_out;   ///< sources that are the test in turn; "all": every one
  std::vector<std::size_t> sizes;       ///< numbers of architectures to fit to; empty: all there are
  bool groups = false;                  ///< errors by source, by share of parameter-free operations, by depth
  int members = 10;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  OutputFormat format = OutputFormat::automatic;
};

ExitCode evaluate_models(const EvaluateModelsWish& wish, const Console& console);

/// As a command's result.
void show_figures(std::span<const io::FigureTable> tables, OutputFormat format, const Console& console);

}  // namespace cellar::cli
