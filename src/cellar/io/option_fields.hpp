// SPDX-License-Identifier: Apache-2.0
// Options of optimizers and one-shot methods as members of a JSON object.
#pragma once

#include <span>
#include <vector>

#include <cellar/io/json_document.hpp>
#include <cellar/optimizer/optimizer.hpp>

namespace cellar::io {

/// What there is to set: name, description, default, range ("whole" where only whole numbers are taken) or choices.
Json option_table_json(std::span<const optimizer::OptionInfo> table);

Json options_json(std::span<const optimizer::NamedOption> options);

/// Inverse of options_json; failures go to the place's fault.
std::vector<optimizer::NamedOption> read_options(const Place& object);

}  // namespace cellar::io
