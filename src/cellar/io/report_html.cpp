// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_html.hpp>

#include <cellar/io/figure_colours.hpp>
#include <cellar/io/svg_writer.hpp>

namespace cellar::io {
namespace {

// The page's tokens, as web/src/styles has them.
constexpr std::string_view kLight = "--page:#f4f6f8;--surface:#fff;--ink:#16202b;--muted:#4d5b68;--line:#d3dae1;";
constexpr std::string_view kDark = "--page:#11161d;--surface:#19212b;--ink:#e8edf2;--muted:#a3b0bc;--line:#303c49;";
constexpr std::string_view kRules = R"(
body{margin:0 auto;max-width:1240px;padding:24px 16px;background:var(--page);color:var(--ink);font:14px/20px system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:28px;line-height:36px}h2{font-size:20px;margin-top:32px}h3{font-size:16px;margin-bottom:4px}
p{max-width:68em;overflow-wrap:anywhere}.note{color:var(--muted);font-size:12px;line-height:16px;margin:0 0 8px}
.box{overflow-x:auto;background:var(--surface);border:1px solid var(--line);border-radius:4px;margin-bottom:16px}
table{border-collapse:collapse;width:100%}th,td{padding:6px 12px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
th{font-weight:650}tbody th{font-weight:400}th:first-child{text-align:left}
pre{margin:0;padding:12px;font:12px/18px ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
figure{margin:0 0 16px;background:var(--surface);border:1px solid var(--line);border-radius:4px;overflow-x:auto}figure svg{max-width:100%;height:auto}
@media print{figure,tr,pre{break-inside:avoid}}
)";

std::string style() {
  return "\n:root{color-scheme:light dark;" + std::string(kLight) + light_colour_properties() +
         "}\n@media(prefers-color-scheme:dark){:root{" + std::string(kDark) + dark_colour_properties() + "}}" +
         std::string(kRules);
}

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + escaped(text) + "</" + std::string(name) + ">";
}

std::string header_html(const std::vector<std::string>& names) {
  std::string html = "<thead><tr>";
  for (const auto& name : names) html += "<th scope=\"col\">" + escaped(name) + "</th>";
  return html + "</tr></thead>\n";
}

std::string row_html(const std::vector<std::string>& values) {
  std::string html = "<tr><th scope=\"row\">" + escaped(values.front()) + "</th>";
  for (std::size_t i = 1; i < values.size(); ++i) html += element("td", values[i]);
  return html + "</tr>\n";
}

std::string table_html(const ReportTable& table) {
  std::string html = element("h3", table.title) + "\n";
  if (!table.note.empty()) html += "<p class=\"note\">" + escaped(table.note) + "</p>\n";
  html += "<div class=\"box\" tabindex=\"0\"><table>\n" + header_html(table.header) + "<tbody>\n";
  for (const auto& row : table.rows) html += row_html(row);
  return html + "</tbody></table></div>\n";
}

std::string box(std::string_view text) { return "<div class=\"box\">" + element("pre", text) + "</div>\n"; }

std::string section_html(const ReportSection& section) {
  std::string html = element("h2", section.title) + "\n";
  for (const auto& paragraph : section.paragraphs) html += element("p", paragraph) + "\n";
  if (!section.command.empty()) html += box(section.command);
  for (const auto& figure : section.figures) html += "<figure>" + coloured_by_page(figure) + "</figure>\n";
  for (const auto& table : section.tables) html += table_html(table);
  return html;
}

}  // namespace

std::string report_html(const ReportDocument& report) {
  std::string html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += element("title", report.title) + "\n<style>" + style() + "</style>\n</head>\n<body>\n";
  html += element("h1", report.title) + "\n";
  for (const auto& section : report.sections) html += section_html(section);
  return html + element("h2", "To cite") + "\n" + box(report.bibtex) + "</body>\n</html>\n";
}

}  // namespace cellar::io
