// SPDX-License-Identifier: Apache-2.0
// How far the seeds of a collection agree, as a table.
#pragma once

#include <string>

#include <cellar/base/result.hpp>
#include <cli/collect_folder.hpp>

namespace cellar::cli {

/// Of the architectures that were trained with every seed there is, by none of which they diverged. Error
/// invalid_argument where there are not two of both.
base::Result<std::string> agreement_table(const Collection& collection);

}  // namespace cellar::cli
