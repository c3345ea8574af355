// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_document.hpp>

#include <algorithm>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/bibliography.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/report_methods.hpp>
#include <cellar/io/report_overall.hpp>
#include <cellar/io/report_tables.hpp>
#include <cellar/io/search_command.hpp>
#include <cellar/study/summary.hpp>

namespace cellar::io {
namespace {

using study::Comparison;
using study::CurveAxis;
using study::Measure;
using study::StudyRecord;

// Who answered, and what kind of answers they are.
std::string identity_text(const StudyRecord& record) {
  std::string text = "Model " + record.model.name + " (sha256 " + record.model.sha256 + "), Cellar " + record.version;
  text += ".";
  if (const auto info = benchmark::find_benchmark(record.spec.benchmark))
    text = std::string((*info)->title) + ". Answers: " + std::string((*info)->summary) + ". " + text;
  return text;
}

// At the end of the runs, and at the simulated time that all of them used: an evaluation of low fidelity costs less.
std::vector<Comparison> comparisons_of(const StudyRecord& record) {
  std::vector<Comparison> comparisons = {study::compare(record)};
  const bool by_time = comparisons.front().budget.axis == CurveAxis::simulated_gpu_days;
  if (const auto common = study::common_time(record); common && !by_time)
    if (auto comparison = study::compare(record, common); !comparison.scores.empty())
      comparisons.push_back(std::move(comparison));
  return comparisons;
}

// Where equally many evaluations cost differently, the reader is told so.
std::string cost_text(const StudyRecord& record, const Comparison& by_time) {
  const auto summaries = study::summarize(record);
  const auto [least, most] = std::minmax_element(summaries.begin(), summaries.end(), [](const auto& a, const auto& b) {
    return a.simulated_gpu_days < b.simulated_gpu_days;
  });
  return "Runs took " + fixed(least->simulated_gpu_days, 2) + " to " + fixed(most->simulated_gpu_days, 2) +
         " simulated GPU days on average by optimizer. At equally many evaluations they are not equally expensive; the "
         "tables after " + budget_text(by_time.budget) + " compare what had cost the same.";
}

std::vector<std::string> figures_of(const ReportedStudy& study, Statistic statistic) {
  const auto reference = study.reference ? study.reference : study::known_optimum(study.record);
  std::vector<std::string> figures;
  for (const Measure measure : {Measure::val_accuracy, Measure::val_regret, Measure::test_regret}) {
    if (study::anytime_curves(study.record, CurveAxis::evaluations, measure, reference).empty()) continue;
    for (const CurveAxis axis : {CurveAxis::evaluations, CurveAxis::simulated_gpu_days})
      figures.push_back(curve_svg(study.record, {axis, Scale::logarithmic, statistic, measure, reference}));
  }
  return figures;
}

ReportSection study_section(const ReportedStudy& study, std::span<const Comparison> comparisons, Statistic statistic) {
  ReportSection section;
  section.title = study.record.spec.benchmark;
  section.paragraphs.push_back(identity_text(study.record));
  section.command = search_command(study.record.spec);
  if (comparisons.front().scores.empty()) {
    section.paragraphs.push_back("No run has an answer yet.");
    return section;
  }
  if (!comparisons.front().complete)
    section.paragraphs.push_back("The study is not whole: " + std::to_string(comparisons.front().paired_runs) + " of " +
                                 std::to_string(study.record.spec.runs) + " run numbers are compared.");
  if (comparisons.size() > 1) section.paragraphs.push_back(cost_text(study.record, comparisons[1]));
  section.figures = figures_of(study, statistic);
  for (const auto& comparison : comparisons) {
    section.tables.push_back(score_table(study, comparison));
    if (!comparison.pairs.empty()) section.tables.push_back(pair_table(study, comparison));
  }
  if (auto budgets = budget_table(study.record); !budgets.rows.empty()) section.tables.push_back(std::move(budgets));
  return section;
}

}  // namespace

ReportDocument report_document(std::span<const ReportedStudy> studies, Statistic statistic) {
  ReportDocument document;
  document.title = studies.size() == 1 ? "Study on " + studies.front().record.spec.benchmark
                                       : std::to_string(studies.size()) + " studies";
  std::vector<StudyRecord> records;
  for (const auto& study : studies) records.push_back(study.record);
  const auto overall = study::compare_over(records);
  if (overall) document.sections.push_back(overall_section(studies, *overall));
  std::vector<Comparison> all;
  for (const auto& study : studies) {
    const auto comparisons = comparisons_of(study.record);
    document.sections.push_back(study_section(study, comparisons, statistic));
    all.insert(all.end(), comparisons.begin(), comparisons.end());
  }
  ReportSection methods;
  methods.title = "Methods";
  methods.paragraphs.push_back(methods_text(studies, all, overall.has_value(), statistic));
  document.sections.push_back(std::move(methods));
  document.bibtex = bibliography(records);
  return document;
}

}  // namespace cellar::io
