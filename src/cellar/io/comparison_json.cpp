// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/comparison_json.hpp>

#include <cellar/io/optimizer_text.hpp>
#include <cellar/io/study_fields.hpp>

namespace cellar::io {
namespace {

using study::Comparison;
using study::CurveAxis;

constexpr int kOneLine = 0;
constexpr int kOpenLevels = 2;  // document and lists: one line per optimizer and per pair

Json score_json(const study::OptimizerScore& score, const study::StudySpec& spec) {
  Json json;
  json["optimizer"] = format_optimizer(spec.optimizers[score.optimizer]);
  json["index"] = score.optimizer;
  json["mean"] = score.mean;
  json["standard_error"] = score.standard_error;
  json["q25"] = score.val_accuracy.q25;
  json["median"] = score.val_accuracy.median;
  json["q75"] = score.val_accuracy.q75;
  if (score.test_accuracy) json["test_accuracy"] = *score.test_accuracy;
  json["area"] = score.area;
  json["mean_rank"] = score.mean_rank;
  return json;
}

Json pair_json(const study::PairComparison& pair) {
  Json json;
  json["first"] = pair.first;
  json["second"] = pair.second;
  json["pairs"] = pair.test.pairs;
  json["zeros"] = pair.test.zeros;
  json["p"] = pair.test.p;
  json["exact"] = pair.test.exact;
  json["p_holm"] = pair.p_holm;
  json["differs"] = pair.differs;
  json["median_difference"] = pair.median_difference;
  json["rank_biserial"] = pair.test.rank_biserial;
  json["a12"] = pair.a12;
  return json;
}

Json friedman_json(const study::FriedmanTest& test) {
  Json json;
  json["blocks"] = test.blocks;
  json["groups"] = test.groups;
  json["chi_squared"] = test.chi_squared;
  json["p_chi_squared"] = test.p_chi_squared;
  if (test.f) json["f"] = *test.f;
  json["p"] = test.p;
  return json;
}

Json ranks_json(const study::StudyRecord& record) {
  Json rows = Json::array();
  for (const auto& budget : study::usual_budgets(record)) {
    Json row;
    row["evaluations"] = budget.amount;
    row["mean_ranks"] = Json::array();
    for (const auto& score : study::compare(record, budget).scores) row["mean_ranks"].push_back(score.mean_rank);
    rows.push_back(std::move(row));
  }
  return rows;
}

void put_comparison(Json& json, const Comparison& comparison, const study::StudySpec& spec) {
  json["axis"] = comparison.budget.axis == CurveAxis::evaluations ? "evaluations" : "simulated_gpu_days";
  json["budget"] = comparison.budget.amount;
  json["at_end"] = comparison.at_end;
  json["complete"] = comparison.complete;
  json["paired_runs"] = comparison.paired_runs;
  json["level"] = study::kSignificanceLevel;
  json["smallest_p_holm"] = comparison.smallest_p_holm;
  json["underpowered"] = comparison.underpowered();
  json["area_from"] = comparison.area_from;
  json["optimizers"] = Json::array();
  for (const auto& score : comparison.scores) json["optimizers"].push_back(score_json(score, spec));
  json["pairs"] = Json::array();
  for (const auto& pair : comparison.pairs) json["pairs"].push_back(pair_json(pair));
  if (comparison.over_runs) json["over_runs"] = friedman_json(*comparison.over_runs);
}

Json document_of(const study::StudyRecord& record, const std::optional<study::Budget>& budget) {
  Json document;
  document["schema"] = "cellar.comparison/1";
  put_study(document, record);
  put_comparison(document, study::compare(record, budget), record.spec);
  if (const auto common = study::common_time(record)) document["common_gpu_days"] = common->amount;
  document["ranks"] = ranks_json(record);
  return document;
}

}  // namespace

std::string comparison_json(const study::StudyRecord& record, const std::optional<study::Budget>& budget) {
  return to_text(document_of(record, budget), kOneLine);
}

std::string comparison_document(const study::StudyRecord& record, const std::optional<study::Budget>& budget) {
  return to_text(document_of(record, budget), kOpenLevels) + '\n';
}

}  // namespace cellar::io
