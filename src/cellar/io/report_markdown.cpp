// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_markdown.hpp>

namespace cellar::io {
namespace {

// Text that ends no cell or line and begins no tag.
std::string plain(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '|' || c == '`') safe += '\\';
    if (c == '<') safe += "&lt;";
    else safe += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return safe;
}

std::string row(const std::vector<std::string>& values) {
  std::string line = "|";
  for (const auto& value : values) line += " " + plain(value) + " |";
  return line + "\n";
}

std::string table_text(const ReportTable& table) {
  std::string text = "### " + plain(table.title) + "\n\n";
  if (!table.note.empty()) text += plain(table.note) + "\n\n";
  text += row(table.header) + "| --- |";
  for (std::size_t i = 1; i < table.header.size(); ++i) text += " ---: |";
  text += "\n";
  for (const auto& values : table.rows) text += row(values);
  return text + "\n";
}

// The fence is longer than any row of backticks inside.
std::string fenced(std::string_view language, const std::string& text) {
  std::string fence = "```";
  while (text.find(fence) != std::string::npos) fence += '`';
  return fence + std::string(language) + "\n" + text + (text.ends_with('\n') ? "" : "\n") + fence + "\n\n";
}

}  // namespace

std::string report_markdown(const ReportDocument& report) {
  std::string text = "# " + plain(report.title) + "\n\n";
  for (const auto& section : report.sections) {
    text += "## " + plain(section.title) + "\n\n";
    for (const auto& paragraph : section.paragraphs) text += plain(paragraph) + "\n\n";
    if (!section.command.empty()) text += fenced("console", section.command);
    for (const auto& table : section.tables) text += table_text(table);
  }
  return text + "## To cite\n\n" + fenced("bibtex", report.bibtex);
}

}  // namespace cellar::io
