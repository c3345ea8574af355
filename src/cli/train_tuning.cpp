// SPDX-License-Identifier: Apache-2.0
#include <cli/train_tuning.hpp>

#include <algorithm>

#include <cellar/base/version.hpp>
#include <cellar/io/number.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/oneshot/tuning_benchmark.hpp>
#include <cellar/study/summary.hpp>
#include <cli/interrupt.hpp>
#include <cli/study_runner.hpp>
#include <cli/tuning_memory.hpp>
#include <training/data/dataset_file.hpp>
#include <training/data/split_file.hpp>
#include <training/models/tuning.hpp>

namespace cellar::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using oneshot::TuningOutcome;

// The model with a setting in place of its own options, as it is written.
std::string with_settings(const ModelChoice& choice, std::span<const optimizer::NamedOption> settings) {
  std::string text(choice.kind->name);
  char separator = ':';
  for (const auto& option : choice.options.values()) {
    const auto setting =
        std::find_if(settings.begin(), settings.end(), [&](const auto& one) { return one.name == option.name; });
    text += separator + option.name + '=' + io::option_text(setting == settings.end() ? option.value : setting->value);
    separator = ';';
  }
  return text;
}

Result<ModelChoice> chosen(const ModelChoice& choice, std::span<const optimizer::NamedOption> settings) {
  auto parsed = parse_models(with_settings(choice, settings));
  if (!parsed) return parsed.error();
  return std::move(parsed->front());
}

Result<TuningOutcome> score(const ModelChoice& choice, std::span<const optimizer::NamedOption> settings,
                            const training::FitRequest& request, int points) {
  const auto changed = chosen(choice, settings);
  if (!changed) return changed.error();
  training::FitRequest watched = request;
  watched.keep_fitting = [](const training::FitStep&) { return !interrupted(); };
  const auto r2 = training::tuning_score(*changed->kind, changed->options, watched, points);
  if (!r2) return r2.error();
  return TuningOutcome{*r2, {}, 0, 0};
}

}  // namespace

Result<ModelChoice> tuned(const ModelTuningWish& wish, const ModelChoice& choice, const training::FitRequest& request,
                          const Console& console) {
  const auto space = training::regressor_tuning_space(choice.kind->name);
  if (!space) return space.error();
  if (request.split->validation.size() < 2)
    return Error{ErrorCode::invalid_argument, "has no validation part to tune by", "split"};
  const std::string data = training::digest(*request.data), split = training::split_hash(*request.split, *request.data);
  // What is trained on are architectures here.
  const auto memory = TuningMemory::open(
      wish.folder, {"regression", split, data, base::kVersion, static_cast<std::int64_t>(request.split->train.size())});
  if (!memory) return memory.error();
  if ((*memory)->size() > 0) console.note(std::to_string((*memory)->size()) + " fits are done already");
  const oneshot::TuningBenchmark benchmark(
      **space,
      {"regression " + std::string(choice.kind->name), {request.data->name, data},
       training::tuning_points(*request.split), 1, {}, false, request.seed},
      [&](std::span<const optimizer::NamedOption> settings, int points, std::uint64_t seed) -> Result<TuningOutcome> {
        const io::TuningKey key{"fit", with_settings(choice, settings), points, seed};
        if (const auto known = (*memory)->find(key)) return *known;
        const auto outcome = score(choice, settings, request, points);
        if (!outcome) return outcome.error();
        if (const auto kept = (*memory)->keep(key, *outcome); !kept) return kept.error();
        return *outcome;
      });
  auto optimizers = io::parse_optimizers(wish.optimizer);
  if (!optimizers) return optimizers.error();
  if (optimizers->size() != 1) return Error{ErrorCode::invalid_argument, "name one optimizer", "--tune"};
  study::StudySpec wanted;
  wanted.benchmark = benchmark.name();
  wanted.optimizers = *std::move(optimizers);
  wanted.runs = 1;
  wanted.evaluations = wish.evaluations;
  wanted.seed = request.seed;
  const auto spec = study::resolve(std::move(wanted), benchmark);
  if (!spec) return spec.error();
  const auto done = run_watched(*spec, benchmark, {1, study::all_runs(*spec), nullptr}, console);
  if (!done) return done.error();
  if (done->interrupted) return Error{ErrorCode::internal, "interrupted", ""};
  const auto summaries = study::summarize(done->kept.record);
  if (summaries.empty()) return Error{ErrorCode::internal, "no setting could be fitted", "--tune"};
  auto best = chosen(choice, (*space)->settings(summaries.front().best));
  if (!best) return best.error();
  console.result("Best setting: " + best->text + "\nR2 on the validation part: " +
                 io::fixed(summaries.front().best_answer.val_accuracy, 4) + '\n');
  return best;
}

}  // namespace cellar::cli
