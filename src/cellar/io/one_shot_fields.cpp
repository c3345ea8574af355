// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/one_shot_fields.hpp>

#include <algorithm>

#include <cellar/io/architecture_text.hpp>
#include <cellar/io/evaluation_fields.hpp>

namespace cellar::io {
namespace {

using base::ErrorCode;
using space::nb1shot1::ChoiceWeights;
using study::OneShotEpoch;

constexpr std::int64_t kMostEpochs = 1'000'000;

ChoiceWeights read_weights(const Place& place) {
  ChoiceWeights weights;
  for (const auto& row : place["operations"].items()) {
    const auto items = row.items();
    auto& read = weights.operations.emplace_back();
    if (items.size() != read.size()) row.fail(ErrorCode::parse_error, "must have a weight for each operation");
    for (std::size_t i = 0; i < std::min(items.size(), read.size()); ++i) read[i] = items[i].real(0, 1);
  }
  for (const auto& row : place["inputs"].items()) {
    auto& read = weights.inputs.emplace_back();
    for (const auto& item : row.items()) read.push_back(item.real(0, 1));
  }
  return weights;
}

}  // namespace

Json weights_json(const ChoiceWeights& weights) {
  return {{"operations", weights.operations}, {"inputs", weights.inputs}};
}

Json epoch_json(const OneShotEpoch& epoch, const space::Space& space) {
  const auto& report = epoch.report;
  Json json;
  json["epoch"] = report.epoch;
  json["train_loss"] = report.train_loss;
  json["train_accuracy"] = report.train_accuracy;
  json["one_shot_accuracy"] = report.one_shot_accuracy;
  json["entropy"] = report.entropy;
  json["operations"] = report.operations;
  json["simulated_seconds"] = epoch.simulated_seconds;
  json["architecture"] = space.to_compact(report.choice.architecture);
  put_evaluation(json, epoch.answer);
  if (epoch.rank_correlation) json["rank_correlation"] = *epoch.rank_correlation;
  json["weights"] = weights_json(report.choice.weights);
  return json;
}

OneShotEpoch read_epoch(const Place& place, const space::Space& space) {
  OneShotEpoch epoch;
  auto& report = epoch.report;
  report.epoch = static_cast<int>(place["epoch"].integer(1, kMostEpochs));
  report.train_loss = place["train_loss"].amount();
  report.train_accuracy = place["train_accuracy"].real(0, 1);
  report.one_shot_accuracy = place["one_shot_accuracy"].real(0, 1);
  report.entropy = place["entropy"].real(0, 1.000001);  // a sum of logarithms may be a little above its maximum
  report.operations = place["operations"].amount();
  epoch.simulated_seconds = place["simulated_seconds"].amount();
  const Place architecture = place["architecture"];
  if (const auto parsed = parse_architecture(space, architecture.text()))
    report.choice.architecture = *parsed;
  else
    architecture.fail(parsed.error().code, parsed.error().text());
  epoch.answer = read_evaluation(place);
  if (const auto correlation = place.find("rank_correlation")) epoch.rank_correlation = correlation->real(-1, 1);
  report.choice.weights = read_weights(place["weights"]);
  return epoch;
}

}  // namespace cellar::io
