// SPDX-License-Identifier: Apache-2.0
#include <cli/study_table.hpp>

#include <algorithm>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/report_tables.hpp>
#include <cellar/io/shard_text.hpp>
#include <cellar/study/comparison.hpp>
#include <cellar/study/summary.hpp>
#include <cli/text_table.hpp>

namespace cellar::cli {
namespace {

using study::StudyRecord;

// A limit of evaluations that only stands for none is not named.
std::string budget_text(const study::StudySpec& spec) {
  std::string text;
  if (spec.evaluations < study::kMostEvaluations) text = std::to_string(spec.evaluations) + " evaluations";
  if (!spec.simulated_seconds) return text;
  return text + (text.empty() ? "" : " or ") + io::shortest(*spec.simulated_seconds) + " simulated seconds";
}

std::string heading(const StudyRecord& record) {
  const auto& spec = record.spec;
  std::string text = spec.benchmark + ", model " + record.model.name;
  if (const auto info = benchmark::find_benchmark(spec.benchmark)) text += ": " + std::string((*info)->summary);
  const std::string shard = record.shard ? ", shard " + io::format_shard(*record.shard) : "";
  return text + "\nIncumbent validation accuracy in per cent; " + std::to_string(spec.runs) + " runs of " +
         budget_text(spec) + ", seed " + std::to_string(spec.seed) + (spec.noise ? ", with noise" : "") +
         (spec.continue_training ? ", trainings continued" : "") + shard + "\n\n";
}

std::string best_found(const StudyRecord& record, const std::vector<study::OptimizerSummary>& summaries) {
  const auto best = std::max_element(summaries.begin(), summaries.end(), [](const auto& a, const auto& b) {
    return a.best_answer.val_accuracy < b.best_answer.val_accuracy;
  });
  if (best == summaries.end()) return "No run has an answer yet.\n";
  std::string text = "\nBest, by " + record.spec.optimizers[best->optimizer].name + ": " +
                     io::percent(best->best_answer.val_accuracy, 2) + " %";
  if (const auto space = benchmark::find_space(record.spec.benchmark))
    text += "  " + (*space)->to_compact(best->best);
  return text + '\n';
}

// What one evaluation takes of the optimizer's own time, on average; empty where nothing was measured.
std::string own_time(std::span<const study::RunTime> times, std::size_t optimizer) {
  double seconds = 0;
  std::int64_t evaluations = 0;
  for (const auto& time : times) {
    if (time.key.optimizer != optimizer) continue;
    seconds += time.thinking_seconds;
    evaluations += time.evaluations;
  }
  return evaluations > 0 ? io::fixed(1e6 * seconds / static_cast<double>(evaluations), 2) : "";
}

// "1.25 *": mean rank and mark, aligned; empty where the optimizer has no run to compare.
std::string rank_cell(const study::Comparison& comparison, std::size_t optimizer) {
  for (std::size_t i = 0; i < comparison.scores.size(); ++i) {
    if (comparison.scores[i].optimizer != optimizer) continue;
    const std::string mark = io::rank_mark(comparison, i);
    return io::fixed(comparison.scores[i].mean_rank, 2) + " " + (mark.empty() ? " " : mark);
  }
  return "";
}

// What the ranks say; nothing where there is but one optimizer.
std::string rank_legend(const study::Comparison& comparison) {
  if (comparison.pairs.empty()) return "";
  std::string text = "\n" + io::rank_mark_legend(comparison) + "\n";
  if (const auto power = io::power_text(comparison); !power.empty()) text += power + "\n";
  return text;
}

// Columns that not every study has.
struct OptionalColumns {
  bool ranks, test, regret, own_time;
};

Row header(const OptionalColumns& columns) {
  Row row = {"optimizer", "runs", "mean", "sd", "q25", "median", "q75", "best"};
  if (columns.ranks) row.push_back("rank  ");  // as wide as a rank without its mark
  if (columns.test) row.push_back("test");
  if (columns.regret) row.insert(row.end(), {"regret", "test regret"});
  row.push_back("simulated GPU days");
  if (columns.own_time) row.push_back("own time, us/evaluation");
  return row;
}

Row first_cells(const StudyRecord& record, const study::OptimizerSummary& summary) {
  const auto& accuracy = summary.val_accuracy;
  return {io::format_optimizer(record.spec.optimizers[summary.optimizer]),
          std::to_string(summary.runs),
          io::percent(summary.mean, 2),
          io::percent(summary.sd, 2),
          io::percent(accuracy.q25, 2),
          io::percent(accuracy.median, 2),
          io::percent(accuracy.q75, 2),
          io::percent(summary.best_answer.val_accuracy, 2)};
}

std::string percent_or_nothing(const std::optional<double>& fraction) {
  return fraction ? io::percent(*fraction, 2) : "";
}

// Names in a record from elsewhere must not reach the terminal as control characters.
std::string printable(std::string text) {
  for (char& c : text)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f) c = '?';
  return text;
}

}  // namespace

std::string study_table(const StudyRecord& record, std::span<const study::RunTime> times) {
  const auto summaries = study::summarize(record);
  const auto comparison = study::compare(record);
  const bool tested = std::any_of(summaries.begin(), summaries.end(),
                                  [](const auto& one) { return one.test_accuracy.has_value(); });
  const OptionalColumns columns{!comparison.pairs.empty(), tested, record.optimum.has_value(), !times.empty()};
  std::vector<Row> rows = {header(columns)};
  for (const auto& summary : summaries) {
    Row row = first_cells(record, summary);
    if (columns.ranks) row.push_back(rank_cell(comparison, summary.optimizer));
    if (columns.test) row.push_back(percent_or_nothing(summary.test_accuracy));
    if (columns.regret)
      row.insert(row.end(), {percent_or_nothing(summary.val_regret), percent_or_nothing(summary.test_regret)});
    row.push_back(io::fixed(summary.simulated_gpu_days, 1));
    if (columns.own_time) row.push_back(own_time(times, summary.optimizer));
    rows.push_back(std::move(row));
  }
  return printable(heading(record) + text_table(rows, 1) + rank_legend(comparison) + best_found(record, summaries));
}

}  // namespace cellar::cli
