// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/figure_table.hpp>

#include <cmath>

#include <cellar/io/csv_line.hpp>
#include <cellar/io/json_document.hpp>
#include <cellar/io/number.hpp>

namespace cellar::io {
namespace {

constexpr int kOpenLevels = 3;  // document, tables, rows: a row a line

// What is not defined is not a number, which JSON does not have.
bool is_empty(const FigureCell& cell) {
  const auto* value = std::get_if<double>(&cell);
  return std::holds_alternative<std::monostate>(cell) || (value && !std::isfinite(*value));
}

std::string cell_text(const FigureCell& cell, const FigureColumn& column) {
  if (is_empty(cell)) return "";
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return fixed(std::get<double>(cell) * column.factor, column.decimals);
}

}  // namespace

std::string figures_json(std::span<const FigureTable> tables) {
  Json document;
  document["schema"] = "cellar.figures/1";
  document["tables"] = Json::object();
  for (const FigureTable& table : tables) {
    Json& rows = document["tables"][table.name] = Json::array();
    for (const auto& row : table.rows) {
      Json object = Json::object();
      for (std::size_t c = 0; c < row.size(); ++c) {
        if (is_empty(row[c])) continue;
        if (const auto* text = std::get_if<std::string>(&row[c])) object[table.columns[c].name] = *text;
        else object[table.columns[c].name] = std::get<double>(row[c]);
      }
      rows.push_back(std::move(object));
    }
  }
  return to_text(document, kOpenLevels) + '\n';
}

std::string figures_csv(std::span<const FigureTable> tables) {
  std::string text;
  for (const FigureTable& table : tables) {
    CsvLine header;
    header.add("table");
    for (const auto& column : table.columns) header.add(column.name);
    text += std::move(header).end();
    for (const auto& row : table.rows) {
      CsvLine line;
      line.add(table.name);
      for (const FigureCell& cell : row) {
        if (is_empty(cell)) line.add("");
        else if (const auto* value = std::get_if<double>(&cell)) line.add(*value);
        else line.add(std::get<std::string>(cell));
      }
      text += std::move(line).end();
    }
  }
  return text;
}

std::vector<std::vector<std::string>> figure_texts(const FigureTable& table) {
  std::vector<std::vector<std::string>> rows(1);
  for (const auto& column : table.columns) rows.front().push_back(column.heading);
  for (const auto& row : table.rows) {
    auto& texts = rows.emplace_back();
    for (std::size_t c = 0; c < row.size(); ++c) texts.push_back(cell_text(row[c], table.columns[c]));
  }
  return rows;
}

}  // namespace cellar::io
