// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/surrogate_sections.hpp>

#include <cmath>

#include <cellar/encoding/tree_features.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::benchmark {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using surrogate::ModelFile;

constexpr const char* kBestKnown = "best known";

}  // namespace

Error damaged_section(std::string_view section, std::string message) {
  return {ErrorCode::model_damaged, std::move(message) + "; fetch the model file again",
          "section '" + std::string(section) + "'"};
}

Result<std::vector<double>> read_finite_numbers(const ModelFile& file, std::string_view section,
                                                std::optional<std::size_t> count) {
  auto values = read_numbers(file, section);
  if (!values) return values;
  if (count && values->size() != *count)
    return damaged_section(section, "holds " + std::to_string(values->size()) + " numbers");
  for (const double value : *values)
    if (!std::isfinite(value)) return damaged_section(section, "holds a number that is not finite");
  return values;
}

Result<surrogate::TreeEnsemble> build_trees(const surrogate::TreeEnsembleSpec& spec) {
  auto trees = surrogate::TreeEnsemble::build(spec, static_cast<int>(encoding::darts::kTreeFeatures));
  if (!trees) return damaged_section(spec.name, trees.error().text());
  return trees;
}

void write_best_known(ModelFile& file, const space::Architecture& architecture) {
  const auto choices = architecture.choices();
  write_numbers(file, kBestKnown, std::vector<double>(choices.begin(), choices.end()));
}

Result<space::Architecture> read_best_known(const ModelFile& file) {
  const auto choices = read_finite_numbers(file, kBestKnown, space::Architecture::kMaxChoices);
  if (!choices) return choices.error();
  const auto outside = [] { return damaged_section(kBestKnown, "holds an architecture outside the space"); };
  space::darts::Genotype genotype;
  for (std::size_t c = 0; c < 2; ++c)
    for (std::size_t k = 0; k < space::darts::kEdgesPerCell; ++k) {
      const double source = (*choices)[16 * c + 2 * k], operation = (*choices)[16 * c + 2 * k + 1];
      if (!(source >= 0 && source <= 4 && operation >= 0 && operation < space::darts::kOperationCount)) return outside();
      (c == 0 ? genotype.normal : genotype.reduce).edges[k] = {
          static_cast<std::uint8_t>(source), static_cast<space::darts::Operation>(static_cast<int>(operation))};
    }
  const auto canonical = space::darts::canonical(genotype);
  if (!canonical) return outside();
  return space::darts::pack(*canonical);
}

}  // namespace cellar::benchmark
