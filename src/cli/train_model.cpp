// SPDX-License-Identifier: Apache-2.0
#include <cli/train_model.hpp>

#include <cli/files.hpp>
#include <cli/interrupt.hpp>
#include <cli/model_fit.hpp>
#include <cli/regression_data.hpp>
#include <cli/train_tuning.hpp>

namespace cellar::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr const char* kVersion = "1.0.0";

// Beside the journal of a tuning, which has a lock of its own.
std::filesystem::path fit_folder(const TrainModelWish& wish) {
  if (wish.checkpoints.empty() || wish.tune.empty()) return wish.checkpoints;
  return std::filesystem::path(wish.checkpoints) / "best";
}

Result<std::vector<std::uint8_t>> fitted_file(const TrainModelWish& wish, const Console& console) {
  const auto choices = parse_models(wish.model);
  if (!choices) return choices.error();
  if (choices->size() != 1) return Error{ErrorCode::invalid_argument, "name one model", "--model"};
  const auto data = load_dataset(wish.data, wish.models);
  if (!data) return data.error();
  const auto split = load_split(wish.split, *data);
  if (!split) return split.error();
  training::FitRequest request;
  request.data = &*data;
  request.split = &*split;
  request.members = wish.members;
  request.seed = wish.seed;
  request.threads = wish.threads;
  request.device = wish.device;
  ModelChoice choice = choices->front();
  if (!wish.tune.empty()) {
    auto best = tuned({wish.tune, wish.evaluations, wish.checkpoints}, choice, request, console);
    if (!best) return best.error();
    choice = *std::move(best);
  }
  const auto ensemble = fit_model(choice, request, fit_folder(wish), console);
  if (!ensemble) return ensemble.error();
  const auto file = (*ensemble)->to_model_file(std::string(choice.kind->name) + " of " + data->name, kVersion);
  if (!file) return file.error();
  return surrogate::serialize_model_file(*file);
}

}  // namespace

ExitCode train_model(const TrainModelWish& wish, const Console& console) {
  catch_interrupts();
  const auto content = fitted_file(wish, console);
  if (!content && interrupted()) {
    console.note(wish.checkpoints.empty() ? "interrupted; with --checkpoints DIR what is fitted would have been kept"
                                          : "interrupted; what is fitted is kept in " + wish.checkpoints +
                                                ", and the same command goes on from there");
    return ExitCode::interrupted;
  }
  if (!content) return console.error(content.error());
  if (const auto written = write_file(wish.out, std::string(content->begin(), content->end())); !written)
    return console.error(written.error());
  console.result(wish.out + ": " + std::to_string(content->size()) + " bytes\n");
  return ExitCode::done;
}

}  // namespace cellar::cli
