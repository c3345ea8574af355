// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_document.hpp>

#include <algorithm>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/bibliography.hpp>
#include <cellar/io/critical_difference_svg.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/report_svg.hpp>
#include <cellar/study/comparison.hpp>
#include <cellar/study/ranks.hpp>

namespace cellar::io {
namespace {

using study::CurveAxis;
using study::StudyRecord;

std::vector<std::string> optimizer_names(const StudyRecord& record) {
  std::vector<std::string> names;
  for (const auto& optimizer : record.spec.optimizers) names.push_back(format_optimizer(optimizer));
  return names;
}

std::string identity_text(const StudyRecord& record) {
  std::string text = "Model " + record.model.name + " (sha256 " + record.model.sha256 + "), Cellar " + record.version + ".";
  if (const auto info = benchmark::find_benchmark(record.spec.benchmark))
    text = std::string((*info)->title) + ". Answers: " + std::string((*info)->summary) + ". " + text;
  return text;
}

ReportTable budget_table(const StudyRecord& record) {
  ReportTable table;
  table.title = "Mean ranks at smaller budgets";
  table.note = "Over the paired runs, 1 is best; by validation accuracy of the incumbent after so many evaluations.";
  table.header = optimizer_names(record);
  table.header.insert(table.header.begin(), "evaluations");
  for (const auto& budget : study::usual_budgets(record)) {
    std::vector<std::string> row(table.header.size());
    row[0] = shortest(budget.amount);
    for (const auto& score : study::compare(record, budget).scores) row[1 + score.optimizer] = fixed(score.mean_rank, 2);
    table.rows.push_back(std::move(row));
  }
  return table;
}

ReportSection study_section(const StudyRecord& record) {
  ReportSection section;
  section.title = record.spec.benchmark;
  section.paragraphs.push_back(identity_text(record));
  section.command = search_command(record.spec);
  for (const CurveAxis axis : {CurveAxis::evaluations, CurveAxis::simulated_gpu_days})
    section.figures.push_back({curve_svg(record, {.axis = axis})});
  section.tables = {score_table(record), pair_table(record), budget_table(record)};
  return section;
}

bool comparable(std::span<const StudyRecord> studies) {
  return studies.size() >= 2 && std::all_of(studies.begin(), studies.end(), [&](const auto& one) {
           return one.spec.optimizers == studies.front().spec.optimizers &&
                  study::compare(one).scores.size() == one.spec.optimizers.size();
         });
}

// One block for each study: the optimizers ranked by the mean of their runs.
std::vector<std::vector<double>> ranks_by_study(std::span<const StudyRecord> studies) {
  std::vector<std::vector<double>> ranks;
  for (const auto& record : studies) {
    std::vector<double> means;
    for (const auto& score : study::compare(record).scores) means.push_back(score.mean);
    ranks.push_back(study::average_ranks(means, study::Best::highest));
  }
  return ranks;
}

ReportSection overall_section(std::span<const StudyRecord> studies) {
  ReportSection section;
  section.title = "Over all studies";
  const auto names = optimizer_names(studies.front());
  const auto ranks = ranks_by_study(studies);
  ReportTable table;
  table.title = "Ranks by study";
  table.note = "Of the optimizers' mean validation accuracy at the end; 1 is best.";
  table.header = names;
  table.header.insert(table.header.begin(), "study");
  for (std::size_t i = 0; i < studies.size(); ++i) {
    std::vector<std::string> row = {studies[i].spec.benchmark + ", " + std::to_string(studies[i].spec.evaluations) +
                                    " evaluations"};
    for (const double rank : ranks[i]) row.push_back(shortest(rank));
    table.rows.push_back(std::move(row));
  }
  const auto means = study::mean_rows(ranks);
  table.rows.push_back({"mean"});
  for (const double rank : means) table.rows.back().push_back(fixed(rank, 2));
  section.tables.push_back(std::move(table));

  if (const auto test = study::friedman(ranks)) {
    const bool differ = test->p <= study::kSignificanceLevel;
    section.paragraphs.push_back("Friedman's test over " + std::to_string(test->blocks) + " studies: chi-squared " +
                                 fixed(test->chi_squared, 2) + " with " + std::to_string(test->groups - 1) +
                                 " degrees of freedom; p by Iman and Davenport's form: " + p_text(test->p) +
                                 ": the optimizers " + (differ ? "" : "do not ") +
                                 "differ at the 5 % level.");
  }
  const auto difference = study::nemenyi_critical_difference(static_cast<int>(names.size()), static_cast<int>(ranks.size()));
  if (difference) section.figures.push_back({critical_difference_svg(names, means, *difference)});
  return section;
}

ReportSection methods_section(std::span<const StudyRecord> studies) {
  ReportSection section;
  section.title = "Methods";
  std::string text =
      "Every optimizer was run as often as the tables say, run r of each with the same random stream, so that runs are "
      "paired. The incumbent of a run is its trial of the highest validation accuracy at the highest fidelity reached; test "
      "accuracy is that of the same architecture and takes no part in any choice. Simulated time is the training time of "
      "all trials, each counted ";
  const bool continued = std::any_of(studies.begin(), studies.end(), [](const auto& s) { return s.spec.continue_training; });
  text += continued ? "in full, or where a study continues trainings as what is left of it. "
                    : "in full. ";
  const bool noise = std::any_of(studies.begin(), studies.end(), [](const auto& s) { return s.spec.noise; });
  text += noise ? "Where a command says --noise, answers have the noise between repeated trainings. "
                : "Answers have no noise: asked again, a benchmark answers the same. ";
  text += "Pairs of optimizers are compared by Wilcoxon's signed-rank test, two-sided, zero differences by Pratt's rule, "
          "exact up to " + std::to_string(study::kMostExactPairs) + " pairs that differ, with Holm's correction over all "
          "pairs of a study, at the 5 % level; effect sizes are the matched-pairs rank-biserial correlation and the "
          "A of Vargha and Delaney.";
  if (studies.size() > 1)
    text += " Over studies, optimizers are compared by Friedman's test in Iman and Davenport's form, and by Nemenyi's critical "
            "difference of mean ranks.";
  section.paragraphs.push_back(std::move(text));
  return section;
}

}  // namespace

ReportDocument report_document(std::span<const StudyRecord> studies) {
  ReportDocument document;
  document.title = studies.size() == 1 ? "Study on " + studies.front().spec.benchmark
                                       : std::to_string(studies.size()) + " studies";
  if (comparable(studies)) document.sections.push_back(overall_section(studies));
  for (const auto& record : studies) document.sections.push_back(study_section(record));
  document.sections.push_back(methods_section(studies));
  document.bibtex = bibliography(studies);
  return document;
}

}  // namespace cellar::io
