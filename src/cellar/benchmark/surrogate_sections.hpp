// SPDX-License-Identifier: Apache-2.0
// What the model files of surrogates over the DARTS space share.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/architecture.hpp>
#include <cellar/surrogate/model_file.hpp>

namespace cellar::benchmark {

/// Error model_damaged at a section.
base::Error damaged_section(std::string_view section, std::string message);

/// Finite numbers; so many where `count` is given. Error model_damaged.
base::Result<std::vector<double>> read_finite_numbers(const surrogate::ModelFile& file, std::string_view section,
                                                      std::optional<std::size_t> count);

/// To be asked with encoding::darts::tree_features. Error model_damaged at the section of the trees' name.
base::Result<surrogate::TreeEnsemble> build_trees(const surrogate::TreeEnsembleSpec& spec);

/// Section `best known`: numbers, the choices of an architecture. Reading: error model_damaged where it is none.
void write_best_known(surrogate::ModelFile& file, const space::Architecture& architecture);
base::Result<space::Architecture> read_best_known(const surrogate::ModelFile& file);

}  // namespace cellar::benchmark
