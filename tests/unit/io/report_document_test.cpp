// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cellar/io/bibliography.hpp>
#include <cellar/io/critical_difference_svg.hpp>
#include <cellar/io/report_html.hpp>
#include <cellar/io/report_markdown.hpp>
#include <cellar/io/report_tables.hpp>
#include <cellar/io/search_command.hpp>
#include <io/example_record.hpp>

using namespace cellar;

namespace {

int count(const std::string& text, std::string_view part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

// The same optimizers on two benchmarks; enough runs for a difference to be found, and both budgets used up.
study::StudyRecord compared_study(const char* benchmark) {
  auto record = io::example_record();
  record.spec.benchmark = benchmark;
  record.spec.runs = 8;
  record.spec.simulated_seconds.reset();
  record.runs.clear();
  for (std::size_t optimizer = 0; optimizer < 3; ++optimizer)
    for (int run = 0; run < 8; ++run) {
      const double accuracy = 0.9 + 0.001 * run + 0.01 * static_cast<double>(optimizer);
      record.runs.push_back(io::example_run(optimizer, run, {accuracy - 0.05, accuracy - 0.02, accuracy}));
    }
  return record;
}

std::vector<io::ReportedStudy> two_studies() { return {{compared_study("nb301")}, {compared_study("nb101")}}; }

const io::ReportTable& table_of(const io::ReportSection& section, std::string_view title) {
  for (const auto& table : section.tables)
    if (table.title.starts_with(title)) return table;
  FAIL("no table " << title);
  return section.tables.front();
}

}  // namespace

TEST_CASE("a report has a row for each optimizer, one for each pair, and the command that makes the study") {
  const std::vector<io::ReportedStudy> one = {{compared_study("nb301")}};
  const auto report = io::report_document(one);
  REQUIRE(report.sections.size() == 2);  // the study and the methods
  const auto& study = report.sections[0];
  CHECK(table_of(study, "Results at the end of the runs (9 evaluations)").rows.size() == 3);
  CHECK(table_of(study, "Differences at the end of the runs (9 evaluations)").rows.size() == 3);
  CHECK(table_of(study, "Results after 0.52 simulated GPU days").rows.size() == 3);
  CHECK(study.figures.size() == 2);
  CHECK(study.paragraphs[1].starts_with("Runs took 0.52 to 0.52 simulated GPU days"));
  for (const auto& table : study.tables)
    for (const auto& row : table.rows) CHECK(row.size() == table.header.size());
  CHECK(study.command == io::search_command(one[0].record.spec));
}

TEST_CASE("ranks and tests of the report, by hand") {
  // In each of eight runs the third optimizer is best and the first worst: p = 2 / 2^8, three times that after Holm.
  const auto report = io::report_document(std::vector<io::ReportedStudy>{{compared_study("nb301")}});
  const auto& scores = table_of(report.sections[0], "Results at the end");
  CHECK(scores.rows[0][7] == "3.00");
  CHECK(scores.rows[2][7] == "1.00 *");
  CHECK(scores.rows[1][8] == "1 / 1");
  const auto& pairs = table_of(report.sections[0], "Differences at the end");
  const std::vector<std::string> first = {"rs", "re", "-1.000", "0", "0.0078", "0.0234", "-1.00", "0.00", "differ"};
  CHECK(std::vector<std::string>(pairs.rows[0].begin(), pairs.rows[0].begin() + 7) ==
        std::vector<std::string>(first.begin(), first.begin() + 7));
  CHECK(pairs.rows[0].back() == "differ");
}

TEST_CASE("the command asks for the same study, whatever its options") {
  auto spec = io::example_record().spec;
  CHECK(io::search_command(spec) ==
        "cellar search -b nb301 -o rs,re,re:population=50 --runs 2 --evaluations 9 --simulated-seconds 1e+06 "
        "--seed 18446744073709551615 --noise");
  spec.optimizers = {{"re", {{"population", std::int64_t{50}}, {"tournament", std::int64_t{5}}}}};
  spec.continue_training = true;
  CHECK(io::search_command(spec).find(" -o 're:population=50;tournament=5' ") != std::string::npos);
  CHECK(io::search_command(spec).ends_with(" --noise --continue-training"));
  spec.benchmark = "a'b $(c)";
  CHECK(io::search_command(spec).find(R"( -b 'a'\''b $(c)' )") != std::string::npos);
}

TEST_CASE("two runs are too few for any difference, and the report says so") {
  const auto comparison = study::compare(io::example_record());
  CHECK(io::power_text(comparison).find("the smallest possible p is 2/2^") != std::string::npos);
  CHECK(io::power_text(study::compare(compared_study("nb301"))).empty());
}

TEST_CASE("several studies are ranked together, with a diagram over their benchmarks") {
  const auto report = io::report_document(two_studies());
  REQUIRE(report.sections.size() == 4);
  CHECK(report.sections[0].title == "Over all studies");
  CHECK(table_of(report.sections[0], "Ranks by study").rows.size() == 3);  // two studies and their mean
  const std::vector<std::string> means = {"mean", "3.00", "2.00", "1.00"};
  CHECK(table_of(report.sections[0], "Ranks by study").rows[2] == means);
  CHECK(table_of(report.sections[0], "Ranks by budget").rows.size() == 1);
  CHECK(report.sections[0].figures.size() == 1);
  CHECK(report.sections[0].paragraphs[0].find("With so few studies") != std::string::npos);
}

TEST_CASE("what studies do not have in common is left out of the comparison over them") {
  auto studies = two_studies();
  studies[1].record.spec.optimizers.pop_back();
  studies[1].record.runs.resize(16);
  const auto report = io::report_document(studies);
  CHECK(report.sections[0].title == "Over all studies");
  CHECK(table_of(report.sections[0], "Ranks by study").header.size() == 3);
  CHECK(report.sections[0].paragraphs.back().find("in common") != std::string::npos);
  studies[1].record.spec.optimizers = {{"ls", {}}};
  studies[1].record.runs.resize(8);
  CHECK(io::report_document(studies).sections.size() == 3);  // nothing in common
}

TEST_CASE("studies of one benchmark have no diagram, and their dependence is said") {
  const std::vector<io::ReportedStudy> studies(2, {compared_study("nb301")});
  const auto report = io::report_document(studies);
  CHECK(report.sections[0].figures.empty());
  CHECK(report.sections[0].paragraphs[1].find("of the same benchmark") != std::string::npos);
}

TEST_CASE("regret is against the optimum, or on a surrogate against the best known architecture of the model") {
  const study::RegretReference best_known{0.95, std::nullopt, false};
  std::vector<io::ReportedStudy> studies = {{compared_study("nb301"), best_known}};
  const auto report = io::report_document(studies);
  CHECK(report.sections[0].figures.size() == 4);
  const auto& scores = table_of(report.sections[0], "Results at the end");
  CHECK(scores.header[9] == "regret against best known");
  CHECK(scores.rows[2][9] == "2.650");  // 95 - 92.35
  CHECK(count(report.sections[0].figures[2], "against the best known architecture of model nb301-example") == 2);
  studies[0].reference.reset();
  studies[0].record.optimum = study::Optimum{0.95, 0.94};
  CHECK(table_of(io::report_document(studies).sections[0], "Results at the end").header[9] == "regret");
}

TEST_CASE("methods say what was done and nothing else") {
  auto studies = two_studies();
  const std::string text = io::report_document(studies).sections.back().paragraphs[0];
  for (const char* part : {"nb301 8, nb101 8", "median over the runs with quartiles", "exact p-values,",
                           "Holm's correction", "noise between repeated trainings", "Friedman's test"})
    CHECK(text.find(part) != std::string::npos);
  CHECK(text.find("normal distribution") == std::string::npos);
  studies.pop_back();
  studies[0].record.spec.noise = false;
  const std::string one = io::report_document(studies, io::Statistic::mean).sections.back().paragraphs[0];
  CHECK(one.find("mean over the runs with its standard error") != std::string::npos);
  CHECK(one.find("Answers have no noise") != std::string::npos);
  CHECK(one.find("Friedman") == std::string::npos);
}

TEST_CASE("a study without an answer gives a report that says so") {
  auto record = compared_study("nb301");
  for (auto& run : record.runs) run.incumbents.clear();
  const auto report = io::report_document(std::vector<io::ReportedStudy>{{record}});
  CHECK(report.sections[0].paragraphs.back() == "No run has an answer yet.");
  CHECK(io::report_html(report).ends_with("</html>\n"));
}

TEST_CASE("of an interrupted study the report says how many run numbers are compared") {
  auto record = compared_study("nb301");
  record.runs.back().evaluations = 8;
  const auto report = io::report_document(std::vector<io::ReportedStudy>{{record}});
  CHECK(report.sections[0].paragraphs[1] == "The study is not whole: 7 of 8 run numbers are compared.");
  CHECK(report.sections[1].paragraphs[0].find("Not all runs are finished") != std::string::npos);
}

TEST_CASE("the page stands alone and lets nothing of a record become markup") {
  auto studies = two_studies();
  studies[0].record.model.name = "</p><script>alert(1)</script>";
  const std::string html = io::report_html(io::report_document(studies));
  CHECK(html.starts_with("<!doctype html>"));
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("&lt;script&gt;") != std::string::npos);
  for (const char* outside : {"src=", "href=", "@import", "url("}) CHECK(html.find(outside) == std::string::npos);
  CHECK(html.find("\"#") == std::string::npos);  // figures take their colours from the page, light and dark
  CHECK(count(html, "prefers-color-scheme:dark") == 1);
  CHECK(count(html, "<svg ") == 5);  // two axes for each study, one diagram
}

TEST_CASE("Markdown has the same tables") {
  auto studies = two_studies();
  studies[0].record.model.name = "a|b<c>`d`\n# e";
  const std::string text = io::report_markdown(io::report_document(studies));
  CHECK(count(text, "### Results at the end of the runs") == 2);
  CHECK(count(text, "```bibtex") == 1);
  CHECK(text.find("| rs |") != std::string::npos);
  CHECK(text.find("a\\|b&lt;c>\\`d\\` # e") != std::string::npos);
}

TEST_CASE("each paper is cited once: of the benchmark and of the optimizers") {
  const std::vector<study::StudyRecord> records = {io::example_record(), io::example_record()};
  const std::string text = io::bibliography(records);
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
