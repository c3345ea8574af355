// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/info_json.hpp>

#include <cellar/base/version.hpp>
#include <cellar/io/option_fields.hpp>
#include <cellar/optimizer/optimizer.hpp>

namespace cellar::io {
namespace {

constexpr int kOpenLevels = 4;  // document, list, entry, options: one line per option

Json benchmark_json(const benchmark::BenchmarkInfo& info) {
  Json json;
  json["name"] = info.name;
  json["title"] = info.title;
  json["summary"] = info.summary;
  json["model_file"] = info.model_file;
  json["space"] = {{"name", info.space.name()}, {"architectures", info.space.size_text()}};
  return json;
}

Json optimizer_json(const optimizer::OptimizerInfo& info) {
  Json json;
  json["name"] = info.name;
  json["title"] = info.title;
  json["citation"] = info.citation;
  json["options"] = option_table_json(info.options);
  return json;
}

Json model_json(const ModelStatus& model) {
  Json json;
  json["benchmark"] = model.benchmark;
  json["state"] = model.state;
  if (model.detail.empty()) {
    json["name"] = model.identity.name;
    json["sha256"] = model.identity.sha256;
  } else {
    json["detail"] = model.detail;
  }
  return json;
}

}  // namespace

std::string info_json(std::span<const ModelStatus> models) {
  Json document;
  document["schema"] = "cellar.info/1";
  document["version"] = base::kVersion;
  document["benchmarks"] = Json::array();
  for (const auto& info : benchmark::benchmarks()) document["benchmarks"].push_back(benchmark_json(info));
  document["optimizers"] = Json::array();
  for (const auto* info : optimizer::optimizers()) document["optimizers"].push_back(optimizer_json(*info));
  document["models"] = Json::array();
  for (const auto& model : models) document["models"].push_back(model_json(model));
  return to_text(document, kOpenLevels) + '\n';
}

}  // namespace cellar::io
