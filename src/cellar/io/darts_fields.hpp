// SPDX-License-Identifier: Apache-2.0
// Architectures of the DARTS space inside JSON documents.
#pragma once

#include <cellar/io/json_document.hpp>
#include <cellar/space/darts.hpp>

namespace cellar::io {

/// What every hyperparameter of NAS-Bench-301's configspace begins with.
inline constexpr std::string_view kDartsConfigPrefix = "NetworkSelectorDatasetInfo:darts:";

/// NAS-Bench-301's configspace dictionary; keys of training settings are ignored. Errors as of parse_darts_json.
base::Result<space::darts::Genotype> read_darts_config(const Json& object);

}  // namespace cellar::io
