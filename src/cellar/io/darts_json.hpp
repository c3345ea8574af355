// SPDX-License-Identifier: Apache-2.0
// The two JSON forms of the DARTS space: the genotype, and NAS-Bench-301's configspace dictionary
// (automl/nasbench301@61c670e, configs/configspace.json).
#pragma once

#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::io {

/// Either form, told apart by its keys. Memory is a few times the text's length, which the caller bounds.
base::Result<space::darts::Genotype> parse_darts_json(std::string_view text);

/// {"normal":[["sep_conv_3x3",0],...],"normal_concat":[2,3,4,5],"reduce":[...],"reduce_concat":[2,3,4,5]}
std::string to_darts_json(const space::darts::Genotype& genotype);

/// The 22 active hyperparameters: per cell edges by number, then the inputs of nodes 3 to 5 ("0_2": nodes 0 and 2).
std::string to_darts_config(const space::darts::Genotype& genotype);

}  // namespace cellar::io
