// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/summary_json.hpp>

#include <cellar/io/evaluation_fields.hpp>
#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/study_fields.hpp>
#include <cellar/study/summary.hpp>

namespace cellar::io {
namespace {

constexpr int kOpenLevels = 2;  // document and list: one line per optimizer

void put_summary(Json& json, const study::OptimizerSummary& summary, const study::StudySpec& spec,
                 const space::Space& space) {
  json["optimizer"] = format_optimizer(spec.optimizers[summary.optimizer]);
  json["runs"] = summary.runs;
  json["val_accuracy"] = {{"mean", summary.mean},
                          {"sd", summary.sd},
                          {"q25", summary.val_accuracy.q25},
                          {"median", summary.val_accuracy.median},
                          {"q75", summary.val_accuracy.q75}};
  if (summary.val_regret) json["val_regret"] = *summary.val_regret;
  if (summary.test_regret) json["test_regret"] = *summary.test_regret;
  json["simulated_gpu_days"] = summary.simulated_gpu_days;
  Json best;
  best["architecture"] = space.to_compact(summary.best);
  put_evaluation(best, summary.best_answer);
  json["best"] = std::move(best);
}

}  // namespace

std::string summary_json(const study::StudyRecord& record, const space::Space& space) {
  Json document;
  document["schema"] = "cellar.summary/1";
  put_study(document, record);
  document["optimizers"] = Json::array();
  for (const auto& summary : study::summarize(record)) {
    Json json;
    put_summary(json, summary, record.spec, space);
    document["optimizers"].push_back(std::move(json));
  }
  return to_text(document, kOpenLevels) + '\n';
}

std::string summary_lines(const study::StudyRecord& record, const space::Space& space) {
  std::string lines;
  for (const auto& summary : study::summarize(record)) {
    Json line;
    line["benchmark"] = record.spec.benchmark;
    put_summary(line, summary, record.spec, space);
    line["model"] = record.model.name;
    lines.append(to_text(line, 0)).append(1, '\n');
  }
  return lines;
}

}  // namespace cellar::io
