// SPDX-License-Identifier: Apache-2.0
#include <cli/oneshot_table.hpp>

#include <functional>
#include <optional>

#include <cellar/benchmark/registry.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/study/anytime.hpp>
#include <cellar/study/statistics.hpp>
#include <cli/text_table.hpp>

namespace cellar::cli {
namespace {

using study::OneShotEpoch;
using study::OneShotRecord;

// Of the last epochs of one method's runs; those that lack it are left out.
using Measured = std::function<std::optional<double>(const OneShotEpoch&)>;

std::vector<double> at_the_end(const OneShotRecord& record, std::size_t method, const Measured& measured) {
  std::vector<double> values;
  for (const auto& run : record.runs) {
    if (run.key.optimizer != method || run.epochs.empty()) continue;
    if (const auto value = measured(run.epochs.back())) values.push_back(*value);
  }
  return values;
}

// "1.23 ± 0.05" in the column's unit; the error only where there are runs to tell it from.
std::string cell(const std::vector<double>& values, double unit, int decimals) {
  if (values.empty()) return "";
  const double mean = study::mean_of(values);
  std::string text = io::fixed(unit * mean, decimals);
  if (values.size() > 1) text += " +- " + io::fixed(unit * study::standard_error(values, mean), decimals);
  return text;
}

int failures(const OneShotRecord& record, std::size_t method) {
  int count = 0;
  for (const auto& run : record.runs) count += run.key.optimizer == method && !run.failure.empty();
  return count;
}

std::string heading(const OneShotRecord& record) {
  std::string text = record.spec.benchmark + ", model " + record.model.name;
  if (const auto info = benchmark::find_benchmark(record.spec.benchmark)) text += ": " + std::string((*info)->summary);
  return text + "\nChoices after the last epoch: mean and standard error over " + std::to_string(record.spec.runs) +
         " runs, seed " + std::to_string(record.spec.seed) + "; accuracies and regrets in per cent" +
         (record.optimum ? "" : " (the table is not complete, so there is no regret)") + "\n\n";
}

std::string failure_lines(const OneShotRecord& record) {
  std::string text;
  for (const auto& run : record.runs)
    if (!run.failure.empty())
      text += record.spec.methods[run.key.optimizer].name + ", run " + std::to_string(run.key.run + 1) + ": " +
              run.failure + '\n';
  return text.empty() ? text : '\n' + text;
}

}  // namespace

std::string one_shot_table(const OneShotRecord& record) {
  constexpr double kPerCent = 100;
  const auto study = study::as_study(record);
  const auto reference = study::known_optimum(study);
  const auto of_answer = [&](study::Measure measure) {
    return [&reference, measure](const OneShotEpoch& epoch) { return study::measured(epoch.answer, measure, reference); };
  };
  const bool correlated = record.spec.correlation.architectures > 0;
  std::vector<Row> rows = {{"method", "runs", "val acc", "test acc"}};
  if (reference) rows[0].insert(rows[0].end(), {"val regret", "test regret"});
  rows[0].insert(rows[0].end(), {"one-shot acc", "entropy"});
  if (correlated) rows[0].push_back("rank corr");
  rows[0].push_back("simulated s");
  for (std::size_t i = 0; i < record.spec.methods.size(); ++i) {
    const auto column = [&](const Measured& measured, double unit, int decimals) {
      rows.back().push_back(cell(at_the_end(record, i, measured), unit, decimals));
    };
    const auto finished = at_the_end(record, i, [](const OneShotEpoch&) { return 1.0; }).size();
    rows.push_back({io::format_optimizer(study.spec.optimizers[i]), std::to_string(finished)});
    if (const int failed = failures(record, i)) rows.back().back() += " (" + std::to_string(failed) + " failed)";
    column(of_answer(study::Measure::val_accuracy), kPerCent, 2);
    column(of_answer(study::Measure::test_accuracy), kPerCent, 2);
    if (reference) {
      column(of_answer(study::Measure::val_regret), kPerCent, 2);
      column(of_answer(study::Measure::test_regret), kPerCent, 2);
    }
    column([](const OneShotEpoch& epoch) { return epoch.report.one_shot_accuracy; }, kPerCent, 2);
    column([](const OneShotEpoch& epoch) { return epoch.report.entropy; }, 1, 3);
    if (correlated) column([](const OneShotEpoch& epoch) { return epoch.rank_correlation; }, 1, 3);
    column([](const OneShotEpoch& epoch) { return epoch.simulated_seconds; }, 1, 1);
  }
  return heading(record) + text_table(rows, 1) + failure_lines(record);
}

}  // namespace cellar::cli
