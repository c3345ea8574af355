// SPDX-License-Identifier: Apache-2.0
#include <cli/oneshot_tuning.hpp>

#include <algorithm>

#include <cellar/benchmark/fashion.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/study/summary.hpp>
#include <cli/interrupt.hpp>
#include <cli/study_runner.hpp>
#include <cli/study_table.hpp>
#include <cli/tuning_memory.hpp>

namespace cellar::cli {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using oneshot::MethodSpec;
using oneshot::TuningOutcome;

// The method with the setting in place of its own options.
MethodSpec with_settings(const MethodSpec& method, std::span<const optimizer::NamedOption> settings, int epochs) {
  MethodSpec changed = method;
  for (auto& option : changed.options) {
    for (const auto& setting : settings)
      if (setting.name == option.name) option.value = setting.value;
    if (option.name == "epochs") option.value = std::int64_t{epochs};
  }
  return changed;
}

// One whole search. A loss that is no number is an accuracy of 0: the optimizer shall keep away from there.
Result<TuningOutcome> search(const MethodSpec& method, std::uint64_t seed, const benchmark::Benchmark& table,
                             const network::ImageTask& task) {
  study::OneShotSpec spec;
  spec.methods = {method};
  spec.runs = 1;
  spec.seed = seed;
  const auto resolved = study::resolve(spec, table);
  if (!resolved) return resolved.error();
  auto run = study::OneShotRun::begin(*resolved, {0, 0}, table, task);
  if (!run) return run.error();
  while (!run->done()) {
    if (interrupted()) return Error{ErrorCode::internal, "interrupted", ""};
    if (const auto stepped = run->step(); !stepped) return stepped.error();
  }
  const auto& record = run->record();
  const double seconds =
      record.epochs.empty() ? 0 : record.epochs.back().report.operations / benchmark::kNominalOperations;
  if (!record.failure.empty() || record.epochs.empty()) return TuningOutcome{0, 0.0, seconds, benchmark::kNominalTime};
  const auto& answer = record.epochs.back().answer;
  return TuningOutcome{answer.val_accuracy, answer.test_accuracy, seconds,
                       static_cast<std::uint8_t>(answer.flags | benchmark::kNominalTime)};
}

benchmark::FidelityRange fidelities(int epochs) {
  std::vector<int> steps = {std::max(1, epochs / 4), std::max(1, epochs / 2), epochs};
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  return {steps.front(), epochs, "epochs", steps};
}

std::string method_text(const MethodSpec& method) {
  return io::format_optimizer({method.name, oneshot::changed_options(method)});
}

// The best setting that was found, as a method to give to -m.
std::string best_text(const study::StudyRecord& record, const MethodSpec& method, const oneshot::TuningSpace& space,
                      int epochs) {
  const auto summaries = study::summarize(record);
  if (summaries.empty()) return "";
  const auto best = std::max_element(summaries.begin(), summaries.end(), [](const auto& a, const auto& b) {
    return a.best_answer.val_accuracy < b.best_answer.val_accuracy;
  });
  const auto settings = space.settings(best->best);
  return "\nBest setting: " + method_text(with_settings(method, settings, epochs)) + "\n";
}

Result<Done> tune_method(const TuningWish& wish, const MethodSpec& method, const benchmark::Benchmark& table,
                         const LoadedTask& loaded, TuningMemory& memory, const Console& console) {
  const auto& space = oneshot::tuning_space(wish.space);
  const int epochs = static_cast<int>(optimizer::Options(method.options).integer("epochs"));
  const std::string name = method_text(method);
  const auto& best = table.best_known();
  const oneshot::TuningBenchmark benchmark(
      space,
      {table.name() + " " + name + " " + std::string(space.name()), table.model(), fidelities(epochs), best.val_accuracy,
       best.test_accuracy, best.is_optimum, wish.seed},
      [&](std::span<const optimizer::NamedOption> settings, int length, std::uint64_t seed) -> Result<TuningOutcome> {
        std::string text;
        for (const auto& setting : settings) text += setting.name + "=" + io::option_text(setting.value) + ";";
        const io::TuningKey key{name, text, length, seed};
        if (const auto known = memory.find(key)) return *known;
        const auto outcome = search(with_settings(method, settings, length), seed, table, loaded.task);
        if (!outcome) return outcome.error();
        if (const auto kept = memory.keep(key, *outcome); !kept) return kept.error();
        return *outcome;
      });
  auto optimizers = io::parse_optimizers(wish.optimizers);
  if (!optimizers) return optimizers.error();
  study::StudySpec wanted;
  wanted.benchmark = benchmark.name();
  wanted.optimizers = *std::move(optimizers);
  wanted.runs = wish.runs;
  wanted.evaluations = wish.evaluations;
  wanted.seed = wish.seed;
  const auto spec = study::resolve(std::move(wanted), benchmark);
  if (!spec) return spec.error();
  const auto done = run_watched(*spec, benchmark, {wish.threads, study::all_runs(*spec), nullptr}, console);
  if (!done) return done.error();
  console.result(study_table(done->kept.record) + best_text(done->kept.record, method, space, epochs) + '\n');
  return Done{};
}

}  // namespace

Result<Done> tune(const TuningWish& wish, const std::vector<MethodSpec>& methods, const benchmark::Benchmark& table,
                  const LoadedTask& loaded, const Console& console) {
  const io::TuningHeader header{table.name(), table.model().sha256, loaded.data_sha256, base::kVersion,
                                static_cast<std::int64_t>(loaded.task.training.size())};
  const auto memory = TuningMemory::open(wish.folder, header);
  if (!memory) return memory.error();
  if ((*memory)->size() > 0) console.note(std::to_string((*memory)->size()) + " searches are done already");
  for (const MethodSpec& method : methods)
    if (const auto tuned = tune_method(wish, method, table, loaded, **memory, console); !tuned) return tuned.error();
  return Done{};
}

}  // namespace cellar::cli
