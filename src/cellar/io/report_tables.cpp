// SPDX-License-Identifier: Apache-2.0
// The tables of a report.
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/report_document.hpp>
#include <cellar/study/comparison.hpp>
#include <cellar/study/summary.hpp>

namespace cellar::io {
namespace {

using study::Comparison;
using study::StudyRecord;

std::string label(const StudyRecord& record, const Comparison& comparison, std::size_t score) {
  return format_optimizer(record.spec.optimizers[comparison.scores[score].optimizer]);
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

}  // namespace

std::string p_text(double p) {
  constexpr double kLeastShown = 0.0001;
  return p < kLeastShown ? "< 0.0001" : fixed(p, 4);
}

ReportTable score_table(const StudyRecord& record) {
  const auto comparison = study::compare(record);
  const auto summaries = study::summarize(record);
  ReportTable table;
  table.title = "Results at the end of the runs";
  table.note = "Validation accuracy of the incumbents in per cent over " + std::to_string(comparison.paired_runs) +
               " paired runs; area: the mean over the runs' course on a logarithmic axis of evaluations; rank: mean over "
               "runs, 1 is best; better / worse: than how many others by Wilcoxon's test with Holm's correction.";
  table.header = {"optimizer", "mean", "standard error", "q25", "median", "q75", "area", "mean rank", "better / worse",
                  "test accuracy", "simulated GPU days"};
  if (record.optimum) table.header.insert(table.header.end(), {"regret", "test regret"});
  for (std::size_t i = 0; i < comparison.scores.size(); ++i) {
    const auto& score = comparison.scores[i];
    std::vector<std::string> row = {label(record, comparison, i), percent(score.mean, 3),
                                    percent(score.standard_error, 3), percent(score.val_accuracy.q25, 3),
                                    percent(score.val_accuracy.median, 3), percent(score.val_accuracy.q75, 3),
                                    percent(score.area, 3), fixed(score.mean_rank, 2), won_and_lost(comparison, i),
                                    score.test_accuracy ? percent(*score.test_accuracy, 3) : ""};
    for (const auto& summary : summaries) {
      if (summary.optimizer != score.optimizer) continue;
      row.push_back(fixed(summary.simulated_gpu_days, 2));
      if (!record.optimum) continue;
      row.push_back(percent(*summary.val_regret, 3));
      row.push_back(summary.test_regret ? percent(*summary.test_regret, 3) : "");
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

ReportTable pair_table(const StudyRecord& record) {
  const auto comparison = study::compare(record);
  ReportTable table;
  table.title = "Differences between optimizers";
  table.note = "First less second at the end of the paired runs. Median difference in percentage points of validation "
               "accuracy; p by Wilcoxon's signed-rank test, Holm's correction over all pairs; A12: probability that the "
               "first is better in a pair of independent runs.";
  if (comparison.underpowered())
    table.note += " With so few runs no test can find a difference, however large: the smallest possible corrected p is " +
                  p_text(comparison.smallest_p_holm) + ".";
  table.header = {"first", "second", "median difference", "p", "p (Holm)", "rank-biserial correlation", "A12",
                  "at the 5 % level"};
  for (const auto& pair : comparison.pairs)
    table.rows.push_back({label(record, comparison, pair.first), label(record, comparison, pair.second),
                          signed_points(pair.median_difference), p_text(pair.test.p), p_text(pair.p_holm),
                          fixed(pair.test.rank_biserial, 2), fixed(pair.a12, 2),
                          pair.differs ? "differ" : "do not differ"});
  return table;
}

std::string search_command(const study::StudySpec& spec) {
  std::string optimizers;
  bool quoted = false;
  for (const auto& optimizer : spec.optimizers) {
    const std::string text = format_optimizer(optimizer);
    quoted = quoted || text.find(';') != std::string::npos;  // a shell would end the command there
    optimizers += (optimizers.empty() ? "" : ",") + text;
  }
  if (quoted) optimizers = "'" + optimizers + "'";
  std::string command = "cellar search -b " + spec.benchmark + " -o " + optimizers + " --runs " +
                        std::to_string(spec.runs) + " --evaluations " + std::to_string(spec.evaluations);
  if (spec.simulated_seconds) command += " --simulated-seconds " + shortest(*spec.simulated_seconds);
  command += " --seed " + std::to_string(spec.seed);
  if (spec.noise) command += " --noise";
  if (spec.continue_training) command += " --continue-training";
  return command;
}

}  // namespace cellar::io
