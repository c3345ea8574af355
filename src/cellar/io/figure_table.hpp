// SPDX-License-Identifier: Apache-2.0
// Tables of figures with named columns, as JSON and CSV: what `cellar evaluate` reports.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace cellar::io {

struct FigureColumn {
  std::string name;     ///< of the JSON member and of the CSV column: "rmse"
  std::string heading;  ///< of a table that people read: "RMSE pp"
  double factor = 1;    ///< from the value to what stands under the heading
  int decimals = 3;     ///< there
};

/// Empty where there is no such figure.
using FigureCell = std::variant<std::monostate, std::string, double>;

struct FigureTable {
  std::string name;  ///< "models"
  std::vector<FigureColumn> columns;
  std::vector<std::vector<FigureCell>> rows;  ///< each as long as `columns`
};

/// {"schema": "cellar.figures/1", "tables": {"models": [{"model": "xgb", ...}]}}: absent where a cell is empty.
std::string figures_json(std::span<const FigureTable> tables);

/// One after the other, each below a header of its columns after `table`; values as they are.
std::string figures_csv(std::span<const FigureTable> tables);

/// The cells as people read them, below the headings.
std::vector<std::vector<std::string>> figure_texts(const FigureTable& table);

}  // namespace cellar::io
