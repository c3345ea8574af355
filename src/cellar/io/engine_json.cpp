// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/engine_json.hpp>

#include <algorithm>

#include <cellar/io/evaluation_fields.hpp>
#include <cellar/io/json_document.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/space/darts_edit.hpp>

namespace cellar::io {
namespace {

constexpr int kOneLine = 0;

using space::darts::Edit;

void put_edit(Json& json, const Edit& edit) {
  json["cell"] = space::darts::kCellNames[static_cast<std::size_t>(edit.cell)];
  json["edge"] = edit.edge;
  if (edit.kind == Edit::Kind::source) {
    json["kind"] = "source";
    json["from"] = edit.from.source;
    json["to"] = edit.to.source;
  } else {
    json["kind"] = "operation";
    json["from"] = space::darts::kOperationNames[static_cast<std::size_t>(edit.from.operation)];
    json["to"] = space::darts::kOperationNames[static_cast<std::size_t>(edit.to.operation)];
  }
}

Json curve_json(const study::AnytimeCurve& curve, const study::StudySpec& spec) {
  Json json;
  json["optimizer"] = format_optimizer(spec.optimizers[curve.optimizer]);
  json["x"] = curve.x;
  for (const char* name : {"q25", "median", "q75"}) json[name] = Json::array();
  for (const auto& quartiles : curve.quartiles) {
    json["q25"].push_back(quartiles.q25);
    json["median"].push_back(quartiles.median);
    json["q75"].push_back(quartiles.q75);
  }
  json["mean"] = curve.mean;
  return json;
}

Json result_json(const study::OptimizerSummary& summary, const study::StudySpec& spec, const space::Space& space) {
  Json json;
  json["optimizer"] = format_optimizer(spec.optimizers[summary.optimizer]);
  json["runs"] = summary.runs;
  json["mean"] = summary.mean;
  json["sd"] = summary.sd;
  json["q25"] = summary.val_accuracy.q25;
  json["median"] = summary.val_accuracy.median;
  json["q75"] = summary.val_accuracy.q75;
  json["simulated_gpu_days"] = summary.simulated_gpu_days;
  Json& best = json["best"];
  best["architecture"] = space.to_compact(summary.best);
  put_evaluation(best, summary.best_answer);
  return json;
}

}  // namespace

std::string error_json(const base::Error& error) {
  Json json;
  json["error"] = {{"code", base::to_string(error.code)}, {"message", error.message}, {"where", error.where}};
  return to_text(json, kOneLine);
}

std::string identity_json(const benchmark::Benchmark& benchmark) {
  const auto fidelities = benchmark.fidelities();
  const auto& best = benchmark.best_known();
  Json json;
  json["name"] = benchmark.name();
  json["model"] = {{"name", benchmark.model().name}, {"sha256", benchmark.model().sha256}};
  json["fidelities"] = {{"min", fidelities.min}, {"max", fidelities.max}, {"unit", fidelities.unit}};
  if (!fidelities.steps.empty()) json["fidelities"]["steps"] = fidelities.steps;
  json["best_known"] = {{"architecture", benchmark.space().to_compact(best.architecture)},
                        {"val_accuracy", best.val_accuracy},
                        {"is_optimum", best.is_optimum}};
  if (best.test_accuracy) json["best_known"]["test_accuracy"] = *best.test_accuracy;
  return to_text(json, kOneLine);
}

std::string text_json(std::string_view text) { return to_text(Json(text), kOneLine); }

std::string texts_json(std::span<const std::string> texts) { return to_text(Json(texts), kOneLine); }

base::Result<std::string> neighbours_json(const benchmark::Benchmark& benchmark,
                                          const space::Architecture& architecture) {
  const int epochs = benchmark.fidelities().max;
  const auto answer = benchmark.query(architecture, epochs, {});
  if (!answer) return answer.error();
  const auto neighbours = benchmark.space().neighbours(architecture);
  const auto answers = benchmark.query_batch(neighbours, epochs, {});
  if (!answers) return answers.error();

  std::vector<std::size_t> order(neighbours.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return (*answers)[a].val_accuracy > (*answers)[b].val_accuracy; });

  Json rows = Json::array();
  const bool has_genotypes = benchmark.space().name() == space::darts::space().name();
  for (const std::size_t i : order) {
    Json row;
    if (has_genotypes)
      put_edit(row, edit_between(space::darts::unpack(architecture), space::darts::unpack(neighbours[i])));
    row["val_accuracy"] = (*answers)[i].val_accuracy;
    row["difference"] = (*answers)[i].val_accuracy - answer->val_accuracy;
    row["architecture"] = benchmark.space().to_compact(neighbours[i]);
    rows.push_back(std::move(row));
  }
  return to_text(rows, kOneLine);
}

std::string progress_json(const study::Progress& progress) {
  Json json;
  json["evaluations"] = progress.evaluations;
  json["evaluations_total"] = progress.evaluations_total;
  json["runs"] = progress.runs;
  json["runs_total"] = progress.runs_total;
  return to_text(json, kOneLine);
}

std::string curves_json(const study::StudyRecord& record, study::CurveAxis axis) {
  Json curves = Json::array();
  for (const auto& curve : study::anytime_curves(record, axis)) curves.push_back(curve_json(curve, record.spec));
  return to_text(curves, kOneLine);
}

std::string results_json(const study::StudyRecord& record, const space::Space& space) {
  Json results = Json::array();
  for (const auto& summary : study::summarize(record)) results.push_back(result_json(summary, record.spec, space));
  return to_text(results, kOneLine);
}

}  // namespace cellar::io
