// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/csv_line.hpp>
#include <cellar/io/one_shot_json.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/study/anytime.hpp>

namespace cellar::io {

std::string one_shot_csv(const study::OneShotRecord& record, const space::Space& space) {
  std::string csv =
      "method,run,epoch,train_loss,train_accuracy,one_shot_accuracy,entropy,operations,simulated_seconds,val_accuracy,"
      "test_accuracy,val_regret,test_regret,rank_correlation,architecture\n";
  const auto study = study::as_study(record);
  const auto reference = study::known_optimum(study);
  for (const auto& run : record.runs) {
    const std::string method = format_optimizer(study.spec.optimizers[run.key.optimizer]);
    for (const auto& epoch : run.epochs) {
      const auto& report = epoch.report;
      CsvLine line;
      line.add(std::string_view(method)).add(run.key.run).add(report.epoch);
      line.add(report.train_loss).add(report.train_accuracy).add(report.one_shot_accuracy).add(report.entropy);
      line.add(report.operations).add(epoch.simulated_seconds);
      line.add(epoch.answer.val_accuracy).add(epoch.answer.test_accuracy);
      line.add(study::measured(epoch.answer, study::Measure::val_regret, reference));
      line.add(study::measured(epoch.answer, study::Measure::test_regret, reference));
      line.add(epoch.rank_correlation);
      line.add(std::string_view(space.to_compact(report.choice.architecture)));
      csv += std::move(line).end();
    }
  }
  return csv;
}

}  // namespace cellar::io
