// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_tables.hpp>

#include <algorithm>

#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/study/summary.hpp>

namespace cellar::io {
namespace {

using study::Comparison;
using study::CurveAxis;
using study::StudyRecord;

std::string label(const StudyRecord& record, const Comparison& comparison, std::size_t score) {
  return format_optimizer(record.spec.optimizers[comparison.scores[score].optimizer]);
}

std::size_t best_score(const Comparison& comparison) {
  const auto best = std::min_element(comparison.scores.begin(), comparison.scores.end(),
                                     [](const auto& a, const auto& b) { return a.mean_rank < b.mean_rank; });
  return static_cast<std::size_t>(best - comparison.scores.begin());
}

bool differ(const Comparison& comparison, std::size_t a, std::size_t b) {
  return std::any_of(comparison.pairs.begin(), comparison.pairs.end(), [&](const auto& pair) {
    return pair.differs && pair.first == std::min(a, b) && pair.second == std::max(a, b);
  });
}

// How many others an optimizer is better than, and worse than, by tests that find a difference.
std::string won_and_lost(const Comparison& comparison, std::size_t score) {
  int won = 0, lost = 0;
  for (const auto& pair : comparison.pairs) {
    if (!pair.differs || (pair.first != score && pair.second != score)) continue;
    const bool first_better = pair.test.positive > pair.test.negative;
    (first_better == (pair.first == score) ? won : lost) += 1;
  }
  return std::to_string(won) + " / " + std::to_string(lost);
}

std::string signed_points(double fraction) { return (fraction > 0 ? "+" : "") + percent(fraction, 3); }

std::string percent_or_nothing(const std::optional<double>& fraction) { return fraction ? percent(*fraction, 3) : ""; }

std::string when(const Comparison& comparison) {
  return comparison.at_end ? "at the end of the runs (" + budget_text(comparison.budget) + ")"
                           : "after " + budget_text(comparison.budget);
}

std::string area_text(const Comparison& comparison) {
  const bool by_evaluations = comparison.budget.axis == CurveAxis::evaluations;
  return std::string("area: mean over the course of the run, on a logarithmic axis of ") +
         (by_evaluations ? "evaluations from the first" : "simulated time from where every run has its first answer");
}

// Columns that only some tables have, and their cells for one score.
struct OptionalColumns {
  bool days;
  std::optional<study::RegretReference> reference;
  bool test;
};

OptionalColumns optional_columns(const ReportedStudy& study, const Comparison& comparison) {
  const bool test = std::all_of(comparison.scores.begin(), comparison.scores.end(),
                                [](const auto& score) { return score.test_accuracy.has_value(); });
  return {comparison.at_end, study.reference ? study.reference : study::known_optimum(study.record), test};
}

void add_headers(std::vector<std::string>& header, const OptionalColumns& columns) {
  const std::string against = columns.reference && !columns.reference->is_optimum ? " against best known" : "";
  if (columns.test) header.push_back("test accuracy");
  if (columns.reference) header.push_back("regret" + against);
  if (columns.reference && columns.reference->test_accuracy && columns.test) header.push_back("test regret" + against);
  if (columns.days) header.push_back("simulated GPU days");
}

void add_cells(std::vector<std::string>& row, const OptionalColumns& columns, const study::OptimizerScore& score,
               const std::vector<study::OptimizerSummary>& summaries) {
  if (columns.test) row.push_back(percent_or_nothing(score.test_accuracy));
  if (columns.reference) row.push_back(percent(columns.reference->val_accuracy - score.mean, 3));
  if (columns.reference && columns.reference->test_accuracy && columns.test)
    row.push_back(percent(*columns.reference->test_accuracy - *score.test_accuracy, 3));
  if (!columns.days) return;
  for (const auto& summary : summaries)
    if (summary.optimizer == score.optimizer) row.push_back(fixed(summary.simulated_gpu_days, 2));
}

}  // namespace

std::vector<std::string> with_row_header(std::string row_header, std::vector<std::string> names) {
  names.insert(names.begin(), std::move(row_header));
  return names;
}

std::string budget_text(const study::Budget& budget) {
  if (budget.axis == CurveAxis::evaluations) return shortest(budget.amount) + " evaluations";
  return fixed(budget.amount, 2) + " simulated GPU days";
}

std::string p_text(double p) {
  constexpr double kLeastShown = 0.0001;
  return p < kLeastShown ? "< 0.0001" : fixed(p, 4);
}

std::string rank_mark(const Comparison& comparison, std::size_t score) {
  const std::size_t best = best_score(comparison);
  if (score == best) return "*";
  return differ(comparison, score, best) ? "" : "~";
}

std::string rank_mark_legend(const Comparison& comparison) {
  return "rank: mean over " + std::to_string(comparison.paired_runs) + " paired runs; * best, ~ does not differ from "
         "it at the 5 % level (Wilcoxon's signed-rank test, Holm's correction over " +
         std::to_string(comparison.pairs.size()) + (comparison.pairs.size() == 1 ? " pair)" : " pairs)");
}

std::string power_text(const Comparison& comparison) {
  if (comparison.pairs.empty() || !comparison.underpowered()) return "";
  return "With " + std::to_string(comparison.paired_runs) + " paired runs no test can find a difference, however "
         "large: the smallest possible p is 2/2^" + std::to_string(comparison.paired_runs) +
         ", after Holm's correction " + p_text(comparison.smallest_p_holm) + ".";
}

ReportTable score_table(const ReportedStudy& study, const Comparison& comparison) {
  const auto summaries = study::summarize(study.record);
  const auto columns = optional_columns(study, comparison);
  ReportTable table;
  table.title = "Results " + when(comparison);
  table.note = "Validation accuracy of the incumbents in per cent; " + area_text(comparison) + "; " +
               rank_mark_legend(comparison) + "; better / worse: than how many others by these tests." +
               (columns.test ? " Test accuracy: mean of the same incumbents." : "");
  table.header = {"optimizer", "mean", "standard error", "q25", "median", "q75", "area", "mean rank", "better / worse"};
  add_headers(table.header, columns);
  for (std::size_t i = 0; i < comparison.scores.size(); ++i) {
    const auto& score = comparison.scores[i];
    const std::string mark = rank_mark(comparison, i);
    const std::string marked = fixed(score.mean_rank, 2) + (mark.empty() ? "" : " " + mark);
    std::vector<std::string> row = {label(study.record, comparison, i), percent(score.mean, 3),
                                    percent(score.standard_error, 3), percent(score.val_accuracy.q25, 3),
                                    percent(score.val_accuracy.median, 3), percent(score.val_accuracy.q75, 3),
                                    percent(score.area, 3), marked, won_and_lost(comparison, i)};
    add_cells(row, columns, score, summaries);
    table.rows.push_back(std::move(row));
  }
  return table;
}

ReportTable pair_table(const ReportedStudy& study, const Comparison& comparison) {
  ReportTable table;
  table.title = "Differences " + when(comparison);
  table.note = "First less second within " + std::to_string(comparison.paired_runs) + " paired runs. Median difference "
               "in percentage points of validation accuracy; ties: pairs without a difference; p by Wilcoxon's "
               "signed-rank test, and with Holm's correction over all pairs; A12: probability that the first is better "
               "in two independent runs.";
  if (const auto power = power_text(comparison); !power.empty()) table.note += " " + power;
  table.header = {"first", "second", "median difference", "ties", "p", "p (Holm)", "rank-biserial correlation", "A12",
                  "at the 5 % level"};
  for (const auto& pair : comparison.pairs)
    table.rows.push_back({label(study.record, comparison, pair.first), label(study.record, comparison, pair.second),
                          signed_points(pair.median_difference), std::to_string(pair.test.zeros), p_text(pair.test.p),
                          p_text(pair.p_holm), fixed(pair.test.rank_biserial, 2), fixed(pair.a12, 2),
                          pair.differs ? "differ" : "do not differ"});
  return table;
}

ReportTable budget_table(const StudyRecord& record) {
  std::vector<std::string> names;
  for (const auto& optimizer : record.spec.optimizers) names.push_back(format_optimizer(optimizer));
  ReportTable table;
  table.title = "Mean ranks at smaller budgets";
  table.note = "Over the paired runs, 1 is best; by validation accuracy of the incumbent after so many evaluations.";
  table.header = with_row_header("evaluations", std::move(names));
  for (const auto& budget : study::usual_budgets(record)) {
    std::vector<std::string> row(table.header.size());
    row[0] = shortest(budget.amount);
    for (const auto& score : study::compare(record, budget).scores)
      row[1 + score.optimizer] = fixed(score.mean_rank, 2);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace cellar::io
