// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cellar/io/bibliography.hpp>
#include <cellar/io/critical_difference_svg.hpp>
#include <cellar/io/report_html.hpp>
#include <cellar/io/report_markdown.hpp>
#include "io/example_record.hpp"

using namespace cellar;

namespace {

int count(const std::string& text, std::string_view part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

std::vector<study::StudyRecord> two_studies() {
  auto other = io::example_record();
  other.spec.seed = 7;
  return {io::example_record(), other};
}

}  // namespace

TEST_CASE("a report has a row for each optimizer, one for each pair, and the command that makes the study") {
  const std::vector<study::StudyRecord> one = {io::example_record()};
  const auto report = io::report_document(one);
  REQUIRE(report.sections.size() == 2);  // the study and the methods
  const auto& study = report.sections[0];
  CHECK(study.tables[0].rows.size() == 3);
  CHECK(study.tables[1].rows.size() == 3);
  CHECK(study.figures.size() == 2);
  for (const auto& table : study.tables)
    for (const auto& row : table.rows) CHECK(row.size() == table.header.size());
  CHECK(study.command == io::search_command(one[0].spec));
  CHECK(study.command.starts_with("cellar search -b nb301 -o rs,re,re:population=50 --runs 2 "));
  CHECK(study.command.ends_with(" --noise"));
}

TEST_CASE("two runs are too few for any difference, and the report says so") {
  CHECK(io::pair_table(io::example_record()).note.find("no test can find a difference") != std::string::npos);
}

TEST_CASE("several studies of the same optimizers are ranked together, with a diagram") {
  const auto report = io::report_document(two_studies());
  REQUIRE(report.sections.size() == 4);
  CHECK(report.sections[0].title == "Over all studies");
  CHECK(report.sections[0].tables[0].rows.size() == 3);  // two studies and their mean
  CHECK(report.sections[0].figures.size() == 1);
  auto studies = two_studies();
  studies[1].spec.optimizers.pop_back();
  studies[1].runs.resize(4);
  CHECK(io::report_document(studies).sections.size() == 3);  // not comparable as a whole
}

TEST_CASE("the page stands alone and lets nothing of a record become markup") {
  auto studies = two_studies();
  studies[0].model.name = "</p><script>alert(1)</script>";
  const std::string html = io::report_html(io::report_document(studies));
  CHECK(html.starts_with("<!doctype html>"));
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("&lt;script&gt;") != std::string::npos);
  for (const char* outside : {"src=", "href=", "@import", "url("}) CHECK(html.find(outside) == std::string::npos);
  CHECK(count(html, "<svg ") == 5);  // two axes for each study, one diagram
}

TEST_CASE("Markdown has the same tables") {
  const auto report = io::report_document(two_studies());
  const std::string text = io::report_markdown(report);
  CHECK(count(text, "### Results at the end of the runs") == 2);
  CHECK(count(text, "```bibtex") == 1);
  CHECK(text.find("| rs |") != std::string::npos);
}

TEST_CASE("each paper is cited once: of the benchmark and of the optimizers") {
  const std::string text = io::bibliography(two_studies());
  CHECK(count(text, "@") == 3);
  CHECK(count(text, "arXiv:2008.09777") == 1);
  CHECK(count(text, "arXiv:1802.01548") == 1);
}

TEST_CASE("a critical-difference diagram names everybody once and joins those that do not differ") {
  const std::vector<std::string> names = {"a", "b", "c"};
  const std::string svg = io::critical_difference_svg(names, std::vector<double>{1.0, 1.5, 3.0}, 1.0);
  for (const char* name : {">a 1.00<", ">b 1.50<", ">c 3.00<"}) CHECK(count(svg, name) == 1);
  CHECK(count(svg, "stroke-width=\"4\"") == 1);  // a and b
  CHECK(count(svg, "critical difference 1.00") == 1);
}

TEST_CASE("small p-values are not written as zero") {
  CHECK(io::p_text(0.00004) == "< 0.0001");
  CHECK(io::p_text(0.25) == "0.2500");
}
