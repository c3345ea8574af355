// SPDX-License-Identifier: Apache-2.0
// Nb301Model to and from the sections of a model file.
#include <cellar/benchmark/nb301.hpp>

#include <array>

#include <cellar/benchmark/surrogate_sections.hpp>

namespace cellar::benchmark {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using surrogate::ModelFile;

constexpr std::size_t kMaxCurveShapes = 8;

// Any positive multiple of 98 up to the most shapes.
Result<std::vector<double>> read_shapes(const ModelFile& file) {
  auto values = read_finite_numbers(file, "curve shapes", std::nullopt);
  if (!values) return values;
  if (values->empty() || values->size() % kNb301Epochs != 0 || values->size() > kMaxCurveShapes * kNb301Epochs)
    return damaged_section("curve shapes", "holds " + std::to_string(values->size()) + " numbers");
  return values;
}

Result<surrogate::TreeEnsembleSpec> one_member(const ModelFile& file, const std::string& section) {
  auto trees = read_trees(file, section);
  if (trees && trees->members.size() != 1) return damaged_section(section, "must have one member");
  return trees;
}

std::string curve_section(std::size_t k) { return "curve " + std::to_string(k); }

}  // namespace

Result<ModelFile> to_model_file(const Nb301Model& model, std::string name, std::string version) {
  ModelFile file{std::string(kNb301Kind), std::move(name), std::move(version), {}};
  std::vector<const surrogate::TreeEnsembleSpec*> ensembles = {&model.val_accuracy, &model.runtime};
  for (const auto& weight : model.curve_weights) ensembles.push_back(&weight);
  for (const auto* trees : ensembles)
    if (const auto written = write_trees(file, *trees); !written) return written.error();
  write_numbers(file, "curve shapes", model.curve_shapes);
  write_numbers(file, "noise", std::array{model.noise_sd});
  write_numbers(file, "unusual", std::array{model.unusual_spread, static_cast<double>(model.unusual_parameter_free)});
  write_best_known(file, model.best_known);
  return file;
}

Result<Nb301Model> nb301_model(const ModelFile& file) {
  if (file.kind != kNb301Kind)
    return Error{ErrorCode::model_damaged, "is a '" + file.kind + "', not a '" + std::string(kNb301Kind) + "'", "kind"};
  auto val_accuracy = read_trees(file, "val_accuracy");
  if (!val_accuracy) return val_accuracy.error();
  auto runtime = one_member(file, "runtime");
  if (!runtime) return runtime.error();
  auto shapes = read_shapes(file);
  if (!shapes) return shapes.error();
  const auto noise = read_finite_numbers(file, "noise", 1);
  if (!noise) return noise.error();
  const auto unusual = read_finite_numbers(file, "unusual", 2);
  if (!unusual) return unusual.error();
  const auto best = read_best_known(file);
  if (!best) return best.error();
  if (!((*unusual)[1] >= 0 && (*unusual)[1] <= 9)) return damaged_section("unusual", "holds a count outside 0 to 9");

  Nb301Model model{*std::move(val_accuracy), *std::move(runtime), {}, *std::move(shapes), noise->front(),
                   unusual->front(), static_cast<int>((*unusual)[1]), *best};
  for (std::size_t k = 0; k < model.curve_shapes.size() / kNb301Epochs; ++k) {
    auto weight = one_member(file, curve_section(k));
    if (!weight) return weight.error();
    model.curve_weights.push_back(*std::move(weight));
  }
  return model;
}

}  // namespace cellar::benchmark
