// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_csv.hpp>

#include <cellar/io/csv_line.hpp>
#include <cellar/io/evaluation_json.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/study/comparison.hpp>

namespace cellar::io {
namespace {

using benchmark::Evaluation;

constexpr std::string_view kAnswerColumns =
    "val_accuracy,val_accuracy_sd,test_accuracy,runtime_seconds,parameters,macs,fidelity,flags";

std::string flags_text(std::uint8_t flags) {
  std::string text;
  for (const auto word : flag_words(flags)) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

void add_answer(CsvLine& line, const Evaluation& answer) {
  line.add(answer.val_accuracy).add(answer.val_accuracy_sd).add(answer.test_accuracy).add(answer.runtime_seconds);
  line.add(answer.parameters).add(answer.macs).add(answer.fidelity).add(std::string_view(flags_text(answer.flags)));
}

// Empty where the optimizer has no run to compare.
void add_score(CsvLine& line, const study::Comparison& comparison, std::size_t optimizer) {
  std::optional<double> mean_rank, area;
  for (const auto& score : comparison.scores) {
    if (score.optimizer != optimizer) continue;
    mean_rank = score.mean_rank;
    area = score.area;
  }
  line.add(mean_rank).add(area);
}

}  // namespace

std::string summary_csv(const study::StudyRecord& record, const space::Space& space) {
  std::string csv =
      "optimizer,runs,val_accuracy_mean,val_accuracy_sd,val_accuracy_q25,val_accuracy_median,val_accuracy_q75,"
      "simulated_gpu_days,best_val_accuracy,best_architecture,test_accuracy_mean,val_regret_mean,test_regret_mean,"
      "mean_rank,area\n";
  const auto comparison = study::compare(record);
  for (const auto& summary : study::summarize(record)) {
    CsvLine line;
    line.add(std::string_view(format_optimizer(record.spec.optimizers[summary.optimizer]))).add(summary.runs);
    line.add(summary.mean).add(summary.sd);
    line.add(summary.val_accuracy.q25).add(summary.val_accuracy.median).add(summary.val_accuracy.q75);
    line.add(summary.simulated_gpu_days).add(summary.best_answer.val_accuracy);
    line.add(std::string_view(space.to_compact(summary.best)));
    line.add(summary.test_accuracy).add(summary.val_regret).add(summary.test_regret);
    add_score(line, comparison, summary.optimizer);
    csv += std::move(line).end();
  }
  return csv;
}

std::string curve_csv(const study::StudyRecord& record, study::CurveAxis axis) {
  std::string csv = axis == study::CurveAxis::evaluations ? "optimizer,evaluations," : "optimizer,simulated_gpu_days,";
  csv += "val_accuracy_mean,val_accuracy_q25,val_accuracy_median,val_accuracy_q75,val_accuracy_standard_error,"
         "runs,runs_going\n";
  for (const auto& curve : study::anytime_curves(record, axis)) {
    const std::string name = format_optimizer(record.spec.optimizers[curve.optimizer]);
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
      CsvLine line;
      line.add(std::string_view(name)).add(curve.x[i]).add(curve.mean[i]);
      line.add(curve.quartiles[i].q25).add(curve.quartiles[i].median).add(curve.quartiles[i].q75);
      line.add(curve.standard_error[i]).add(curve.runs.size()).add(curve.going[i]);
      csv += std::move(line).end();
    }
  }
  return csv;
}

std::string incumbents_csv(const study::StudyRecord& record, const space::Space& space) {
  std::string csv = "optimizer,run,evaluation,simulated_seconds,";
  csv.append(kAnswerColumns).append(",architecture\n");
  for (const auto& run : record.runs) {
    const std::string name = format_optimizer(record.spec.optimizers[run.optimizer]);
    for (const auto& incumbent : run.incumbents) {
      CsvLine line;
      line.add(std::string_view(name)).add(run.run).add(incumbent.evaluation).add(incumbent.simulated_seconds);
      add_answer(line, incumbent.answer);
      line.add(std::string_view(space.to_compact(incumbent.architecture)));
      csv += std::move(line).end();
    }
  }
  return csv;
}

std::string evaluation_csv_header() { return "benchmark,architecture," + std::string(kAnswerColumns) + ",model\n"; }

std::string evaluation_csv(const benchmark::Benchmark& benchmark, const space::Architecture& architecture,
                           const Evaluation& answer) {
  CsvLine line;
  line.add(std::string_view(benchmark.name())).add(std::string_view(benchmark.space().to_compact(architecture)));
  add_answer(line, answer);
  line.add(std::string_view(benchmark.model().name));
  return std::move(line).end();
}

}  // namespace cellar::io
