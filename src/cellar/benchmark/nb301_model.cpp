// SPDX-License-Identifier: Apache-2.0
// Nb301Model to and from the sections of a model file.
#include <cellar/benchmark/nb301.hpp>

#include <array>
#include <cmath>

#include <cellar/space/darts.hpp>

namespace cellar::benchmark {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using surrogate::ModelFile;

constexpr std::size_t kMaxCurveShapes = 8;

Error damaged(std::string_view section, std::string message) {
  return {ErrorCode::model_damaged, std::move(message) + "; fetch the model file again",
          "section '" + std::string(section) + "'"};
}

// `count` finite numbers, or any positive multiple of 98 up to the most shapes where count is 0.
Result<std::vector<double>> numbers(const ModelFile& file, std::string_view section, std::size_t count) {
  auto values = read_numbers(file, section);
  if (!values) return values;
  const bool shapes = count == 0 && !values->empty() && values->size() % kNb301Epochs == 0 &&
                      values->size() <= kMaxCurveShapes * kNb301Epochs;
  if (values->size() != count && !shapes) return damaged(section, "holds " + std::to_string(values->size()) + " numbers");
  for (const double value : *values)
    if (!std::isfinite(value)) return damaged(section, "holds a number that is not finite");
  return values;
}

Result<surrogate::TreeEnsembleSpec> one_member(const ModelFile& file, const std::string& section) {
  auto trees = read_trees(file, section);
  if (trees && trees->members.size() != 1) return damaged(section, "must have one member");
  return trees;
}

std::string curve_section(std::size_t k) { return "curve " + std::to_string(k); }

Result<space::Architecture> architecture(std::span<const double> choices) {
  space::darts::Genotype genotype;
  for (std::size_t c = 0; c < 2; ++c)
    for (std::size_t k = 0; k < space::darts::kEdgesPerCell; ++k) {
      const double source = choices[16 * c + 2 * k], operation = choices[16 * c + 2 * k + 1];
      if (!(source >= 0 && source <= 4 && operation >= 0 && operation < space::darts::kOperationCount))
        return damaged("best known", "holds an architecture outside the space");
      (c == 0 ? genotype.normal : genotype.reduce).edges[k] = {
          static_cast<std::uint8_t>(source), static_cast<space::darts::Operation>(static_cast<int>(operation))};
    }
  const auto canonical = space::darts::canonical(genotype);
  if (!canonical) return damaged("best known", "holds an architecture outside the space");
  return space::darts::pack(*canonical);
}

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
  const auto choices = model.best_known.choices();
  write_numbers(file, "best known", std::vector<double>(choices.begin(), choices.end()));
  return file;
}

Result<Nb301Model> nb301_model(const ModelFile& file) {
  if (file.kind != kNb301Kind)
    return Error{ErrorCode::model_damaged, "is a '" + file.kind + "', not a '" + std::string(kNb301Kind) + "'", "kind"};
  auto val_accuracy = read_trees(file, "val_accuracy");
  if (!val_accuracy) return val_accuracy.error();
  auto runtime = one_member(file, "runtime");
  if (!runtime) return runtime.error();
  auto shapes = numbers(file, "curve shapes", 0);
  if (!shapes) return shapes.error();
  const auto noise = numbers(file, "noise", 1);
  if (!noise) return noise.error();
  const auto unusual = numbers(file, "unusual", 2);
  if (!unusual) return unusual.error();
  const auto choices = numbers(file, "best known", 32);
  if (!choices) return choices.error();
  const auto best = architecture(*choices);
  if (!best) return best.error();
  if (!((*unusual)[1] >= 0 && (*unusual)[1] <= 9)) return damaged("unusual", "holds a count outside 0 to 9");

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
