// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/trainer_json.hpp>

#include <limits>
#include <optional>

#include <cellar/io/json_document.hpp>
#include <cellar/io/one_shot_fields.hpp>
#include <cellar/io/option_fields.hpp>

namespace cellar::io {
namespace {

using base::Error;
using base::Result;

constexpr int kOneLine = 0;
constexpr std::int64_t kMostEpochs = 1000;  // of network::training_options

double share(std::int64_t correct, std::int64_t images) {
  return static_cast<double>(correct) / static_cast<double>(images);
}

}  // namespace

std::string methods_json() {
  Json list = Json::array();
  for (const auto* info : oneshot::methods())
    list.push_back({{"name", info->name},
                    {"title", info->title},
                    {"citation", info->citation},
                    {"options", option_table_json(info->options)}});
  return to_text(list, kOneLine);
}

Result<study::OneShotSpec> parse_search_request(std::string_view text) {
  return read_json(text, [](const Place& root) {
    study::OneShotSpec spec;
    spec.benchmark = root["benchmark"].text();
    spec.methods = {{root["method"]["name"].text(), read_options(root["method"]["options"])}};
    spec.runs = 1;
    spec.seed = root["seed"].unsigned_integer();
    return spec;
  });
}

std::string search_progress_json(const study::OneShotRun& run, std::size_t told, const space::Space& space) {
  const auto& search = run.search();
  const auto& epochs = run.record().epochs;
  Json json;
  json["epoch"] = epochs.size();
  json["epochs"] = search.epochs();
  json["step"] = search.steps_done();
  json["steps_per_epoch"] = search.steps_per_epoch();
  json["loss"] = search.running_loss();
  json["done"] = run.done();
  json["news"] = Json::array();
  for (std::size_t i = told; i < epochs.size(); ++i) json["news"].push_back(epoch_json(epochs[i], space));
  json["failure"] = run.record().failure;
  return to_text(json, kOneLine);
}

std::string choice_json(const oneshot::Choice& choice, const space::Space& space) {
  Json json = weights_json(choice.weights);
  json["architecture"] = space.to_compact(choice.architecture);
  return to_text(json, kOneLine);
}

Result<CellRequest> parse_cell_request(std::string_view text) {
  return read_json(text, [](const Place& root) {
    CellRequest request{root["benchmark"].text(), root["architecture"].text(), 1, network::TrainingOptions{}.epochs};
    if (const auto seed = root.find("seed"))
      request.seed = static_cast<std::uint16_t>(seed->integer(0, std::numeric_limits<std::uint16_t>::max()));
    if (const auto epochs = root.find("epochs")) request.epochs = static_cast<int>(epochs->integer(1, kMostEpochs));
    return request;
  });
}

std::string cell_training_json(const network::Training& training, double loss,
                               const network::TrainingOutcome* outcome) {
  Json json;
  json["step"] = training.steps_done();
  json["steps"] = training.steps();
  json["loss"] = loss;
  json["done"] = outcome != nullptr;
  if (outcome)
    json["outcome"] = {{"training_correct", outcome->training.correct},
                       {"val_correct", outcome->validation.correct},
                       {"test_correct", outcome->test.correct},
                       {"val_loss", static_cast<double>(static_cast<float>(outcome->validation.mean_loss))},  // as kept
                       {"test_loss", static_cast<double>(static_cast<float>(outcome->test.mean_loss))},
                       {"val_accuracy", outcome->validation.accuracy()},
                       {"test_accuracy", outcome->test.accuracy()},
                       {"macs", outcome->macs}};
  return to_text(json, kOneLine);
}

std::string trainings_json(const table::TrainingResults& results, std::size_t row, std::string_view cell) {
  Json json;
  json["cell"] = cell;
  json["images"] = {{"training", results.images.training},
                    {"validation", results.images.validation},
                    {"test", results.images.test}};
  json["trainings"] = Json::array();
  for (const auto& [series, column] : results.series) {
    if (!column[row]) continue;
    const auto& trained = *column[row];
    Json training = {{"epochs", series.epochs}, {"seed", series.seed}, {"diverged", trained.has_diverged()}};
    training["training_correct"] = trained.training_correct;
    training["val_correct"] = trained.val_correct;
    training["test_correct"] = trained.test_correct;
    if (!trained.has_diverged()) {
      training["val_loss"] = static_cast<double>(trained.val_loss);
      training["test_loss"] = static_cast<double>(trained.test_loss);
    }
    training["val_accuracy"] = share(trained.val_correct, results.images.validation);
    training["test_accuracy"] = share(trained.test_correct, results.images.test);
    json["trainings"].push_back(std::move(training));
  }
  return to_text(json, kOneLine);
}

}  // namespace cellar::io
