// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/comparison_csv.hpp>

#include <cellar/io/csv_line.hpp>
#include <cellar/io/optimizer_text.hpp>

namespace cellar::io {
namespace {

using study::Comparison;
using study::StudyRecord;

constexpr std::string_view kStudyColumns = "benchmark,seed,axis,budget,paired_runs,";

void add_study(CsvLine& line, const StudyRecord& record, const Comparison& comparison) {
  const bool by_evaluations = comparison.budget.axis == study::CurveAxis::evaluations;
  line.add(std::string_view(record.spec.benchmark)).add(record.spec.seed);
  line.add(std::string_view(by_evaluations ? "evaluations" : "simulated_gpu_days"));
  line.add(comparison.budget.amount).add(comparison.paired_runs);
}

std::string label(const StudyRecord& record, const Comparison& comparison, std::size_t score) {
  return format_optimizer(record.spec.optimizers[comparison.scores[score].optimizer]);
}

std::string score_lines(const StudyRecord& record, const Comparison& comparison) {
  std::string lines;
  for (std::size_t i = 0; i < comparison.scores.size(); ++i) {
    const auto& score = comparison.scores[i];
    CsvLine line;
    add_study(line, record, comparison);
    line.add(std::string_view(label(record, comparison, i))).add(score.mean).add(score.standard_error);
    line.add(score.val_accuracy.q25).add(score.val_accuracy.median).add(score.val_accuracy.q75);
    line.add(score.test_accuracy).add(score.area).add(score.mean_rank);
    lines += std::move(line).end();
  }
  return lines;
}

}  // namespace

std::string pairs_csv(std::span<const StudyRecord> studies, const std::optional<study::Budget>& budget) {
  std::string csv(kStudyColumns);
  csv += "first,second,zeros,p,exact,p_holm,differs,median_difference,rank_biserial,a12\n";
  for (const auto& record : studies) {
    const auto comparison = study::compare(record, budget);
    for (const auto& pair : comparison.pairs) {
      CsvLine line;
      add_study(line, record, comparison);
      line.add(std::string_view(label(record, comparison, pair.first)));
      line.add(std::string_view(label(record, comparison, pair.second))).add(pair.test.zeros).add(pair.test.p);
      line.add(std::string_view(pair.test.exact ? "true" : "false")).add(pair.p_holm);
      line.add(std::string_view(pair.differs ? "true" : "false")).add(pair.median_difference);
      line.add(pair.test.rank_biserial).add(pair.a12);
      csv += std::move(line).end();
    }
  }
  return csv;
}

std::string scores_csv(std::span<const StudyRecord> studies) {
  std::string csv(kStudyColumns);
  csv += "optimizer,mean,standard_error,q25,median,q75,test_accuracy,area,mean_rank\n";
  for (const auto& record : studies) {
    for (const auto& budget : study::usual_budgets(record)) csv += score_lines(record, study::compare(record, budget));
    csv += score_lines(record, study::compare(record));
    if (const auto common = study::common_time(record)) csv += score_lines(record, study::compare(record, common));
  }
  return csv;
}

}  // namespace cellar::io
