// SPDX-License-Identifier: Apache-2.0
#include <cli/evaluation_writer.hpp>

#include <array>

#include <cellar/io/evaluation_json.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/report_csv.hpp>

namespace cellar::cli {
namespace {

// Columns of the table have fixed widths, so that the first answer need not wait for the last.
struct Column {
  const char* title;
  std::size_t width;
};
constexpr std::array<Column, 6> kColumns = {{
    {"line", 6}, {"accuracy %", 12}, {"sd", 7}, {"runtime h", 11}, {"params M", 10}, {"MACs M", 9}}};

std::string right(const std::string& cell, std::size_t width) {
  return std::string(width > cell.size() ? width - cell.size() : 0, ' ') + cell;
}

std::string table_header() {
  std::string line;
  for (const auto& column : kColumns) line += right(column.title, column.width);
  return line + "  flags\n";
}

std::string table_row(std::int64_t number, const benchmark::Evaluation& answer) {
  constexpr double kSecondsPerHour = 3600, kMillion = 1e6;
  const std::array<std::string, kColumns.size()> cells = {
      std::to_string(number),
      io::percent(answer.val_accuracy, 2),
      answer.val_accuracy_sd ? io::percent(*answer.val_accuracy_sd, 2) : "-",
      io::fixed(answer.runtime_seconds / kSecondsPerHour, 2),
      io::fixed(static_cast<double>(answer.parameters) / kMillion, 2),
      io::fixed(static_cast<double>(answer.macs) / kMillion, 0)};
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += right(cells[i], kColumns[i].width);
  std::string separator = "  ";
  for (const auto word : io::flag_words(answer.flags)) {
    line.append(separator).append(word);
    separator = ", ";
  }
  return line + '\n';
}

}  // namespace

EvaluationWriter::EvaluationWriter(OutputFormat format, const benchmark::Benchmark& benchmark, const Console& console)
    : format_(format), benchmark_(&benchmark), console_(&console) {
  if (format_ == OutputFormat::automatic)
    format_ = output_is_terminal() ? OutputFormat::table : OutputFormat::json_lines;
  if (format_ == OutputFormat::table) console_->result(table_header());
  if (format_ == OutputFormat::csv) console_->result(io::evaluation_csv_header());
  if (format_ == OutputFormat::json) console_->result("[");
}

void EvaluationWriter::write(const NumberedArchitecture& one, const benchmark::Evaluation& answer) {
  switch (format_) {
    case OutputFormat::table: console_->result(table_row(one.number, answer)); break;
    case OutputFormat::csv: console_->result(io::evaluation_csv(*benchmark_, one.architecture, answer)); break;
    case OutputFormat::json:
      console_->result((first_ ? "\n" : ",\n") + io::evaluation_line(*benchmark_, one.architecture, answer));
      break;
    case OutputFormat::json_lines:
    case OutputFormat::automatic:
      console_->result(io::evaluation_line(*benchmark_, one.architecture, answer) + '\n');
      break;
  }
  first_ = false;
}

void EvaluationWriter::end() {
  if (format_ == OutputFormat::json) console_->result("\n]\n");
}

}  // namespace cellar::cli
