// SPDX-License-Identifier: Apache-2.0
#include <cli/study_table.hpp>

#include <algorithm>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/shard_text.hpp>
#include <cellar/study/summary.hpp>
#include <cli/text_table.hpp>

namespace cellar::cli {
namespace {

using study::StudyRecord;

std::string heading(const StudyRecord& record) {
  const auto& spec = record.spec;
  std::string budget = std::to_string(spec.evaluations) + " evaluations";
  if (spec.simulated_seconds) budget += " or " + io::shortest(*spec.simulated_seconds) + " simulated seconds";
  std::string text = spec.benchmark + ", model " + record.model.name;
  if (const auto info = benchmark::find_benchmark(spec.benchmark)) text += ": " + std::string((*info)->summary);
  const std::string shard = record.shard ? ", shard " + io::format_shard(*record.shard) : "";
  return text + "\nIncumbent validation accuracy in per cent; " + std::to_string(spec.runs) + " runs of " + budget +
         ", seed " + std::to_string(spec.seed) + (spec.noise ? ", with noise" : "") +
         (spec.continue_training ? ", trainings continued" : "") + shard + "\n\n";
}

std::string best_found(const StudyRecord& record, const std::vector<study::OptimizerSummary>& summaries) {
  const auto best = std::max_element(summaries.begin(), summaries.end(), [](const auto& a, const auto& b) {
    return a.best_answer.val_accuracy < b.best_answer.val_accuracy;
  });
  if (best == summaries.end()) return "No run has an answer yet.\n";
  std::string text = "\nBest, by " + record.spec.optimizers[best->optimizer].name + ": " +
                     io::percent(best->best_answer.val_accuracy, 2) + " %";
  if (const auto info = benchmark::find_benchmark(record.spec.benchmark))
    text += "  " + (*info)->space.to_compact(best->best);
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

}  // namespace

std::string study_table(const StudyRecord& record, std::span<const study::RunTime> times) {
  const auto summaries = study::summarize(record);
  std::vector<Row> rows = {{"optimizer", "runs", "mean", "sd", "q25", "median", "q75", "best", "simulated GPU days"}};
  if (record.optimum) rows[0].insert(rows[0].end(), {"regret", "test regret"});
  if (!times.empty()) rows[0].push_back("own time, us/evaluation");
  for (const auto& summary : summaries) {
    const auto& accuracy = summary.val_accuracy;
    Row row = {io::format_optimizer(record.spec.optimizers[summary.optimizer]), std::to_string(summary.runs),
               io::percent(summary.mean, 2), io::percent(summary.sd, 2), io::percent(accuracy.q25, 2),
               io::percent(accuracy.median, 2), io::percent(accuracy.q75, 2),
               io::percent(summary.best_answer.val_accuracy, 2), io::fixed(summary.simulated_gpu_days, 1)};
    if (record.optimum) {
      row.push_back(io::percent(*summary.val_regret, 2));
      row.push_back(summary.test_regret ? io::percent(*summary.test_regret, 2) : "");
    }
    if (!times.empty()) row.push_back(own_time(times, summary.optimizer));
    rows.push_back(std::move(row));
  }
  return heading(record) + text_table(rows, 1) + best_found(record, summaries);
}

}  // namespace cellar::cli
