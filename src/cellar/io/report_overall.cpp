// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_overall.hpp>

#include <cellar/io/critical_difference_svg.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/report_tables.hpp>

namespace cellar::io {
namespace {

using study::StudiesComparison;

// Demšar (2006), 3.2.2: F and critical differences are rough for fewer blocks than this.
constexpr int kFewBlocks = 10;

std::vector<std::string> optimizer_names(const StudiesComparison& comparison) {
  std::vector<std::string> names;
  for (const auto& optimizer : comparison.optimizers) names.push_back(format_optimizer(optimizer));
  return names;
}

ReportTable study_rank_table(std::span<const ReportedStudy> studies, const StudiesComparison& comparison) {
  ReportTable table;
  table.title = "Ranks by study";
  table.note = "Of the optimizers' mean validation accuracy at the end of the runs; 1 is best, ties share the mean.";
  table.header = with_row_header("study", optimizer_names(comparison));
  for (std::size_t i = 0; i < studies.size(); ++i) {
    const auto& spec = studies[i].record.spec;
    std::vector<std::string> row = {spec.benchmark + ", " + std::to_string(spec.runs) + " runs, seed " +
                                    std::to_string(spec.seed)};
    for (const double rank : comparison.ranks_by_study[i]) row.push_back(shortest(rank));
    table.rows.push_back(std::move(row));
  }
  std::vector<std::string> means = {"mean"};
  for (const double rank : comparison.mean_ranks) means.push_back(fixed(rank, 2));
  table.rows.push_back(std::move(means));
  return table;
}

ReportTable budget_rank_table(const StudiesComparison& comparison) {
  ReportTable table;
  table.title = "Ranks by budget";
  table.note = "Mean over the studies of the mean rank over paired runs, at the budgets that all studies reached.";
  table.header = with_row_header("budget", optimizer_names(comparison));
  for (const auto& line : comparison.by_budget) {
    std::vector<std::string> row = {line.budget ? budget_text(*line.budget) : "end of the runs"};
    for (const double rank : line.mean_ranks) row.push_back(fixed(rank, 2));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string test_text(const study::FriedmanTest& test) {
  const bool differ = test.p <= study::kSignificanceLevel;
  std::string text = "Friedman's test over " + std::to_string(test.blocks) + " studies: chi-squared " +
                     fixed(test.chi_squared, 2) + " with " + std::to_string(test.groups - 1) + " degrees of freedom";
  text += ", p " + p_text(test.p_chi_squared) + "; ";
  text += test.f ? "in Iman and Davenport's form F " + fixed(*test.f, 2) + " with " + std::to_string(test.groups - 1) +
                       " and " + std::to_string((test.groups - 1) * (test.blocks - 1)) + " degrees of freedom, p "
                 : std::string("all studies agree, which by chance happens with p ");
  text += p_text(test.p) + ". The optimizers " + (differ ? "" : "do not ") + "differ at the 5 % level.";
  if (test.blocks <= kFewBlocks)
    text += " With so few studies these figures are rough, and only large differences can be found.";
  return text;
}

}  // namespace

ReportSection overall_section(std::span<const ReportedStudy> studies, const StudiesComparison& comparison) {
  ReportSection section;
  section.title = "Over all studies";
  if (comparison.test) section.paragraphs.push_back(test_text(*comparison.test));
  if (comparison.benchmarks < static_cast<int>(studies.size()))
    section.paragraphs.push_back("Some studies are of the same benchmark; the test counts them as independent, which "
                                 "they are not.");
  for (const auto& study : studies) {
    if (study.record.spec.optimizers.size() == comparison.optimizers.size()) continue;
    section.paragraphs.push_back("Only the optimizers that all studies have in common are compared here.");
    break;
  }
  if (comparison.benchmarks >= 2 && comparison.critical_difference)
    section.figures.push_back(
        critical_difference_svg(optimizer_names(comparison), comparison.mean_ranks, *comparison.critical_difference));
  section.tables = {study_rank_table(studies, comparison), budget_rank_table(comparison)};
  return section;
}

}  // namespace cellar::io
