// SPDX-License-Identifier: Apache-2.0
// What is done with collections that are there: joined to one, packed into a file, compared between seeds.
#pragma once

#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include <cli/console.hpp>

namespace cellar::cli {

/// Joins collections of one benchmark and recipe in a new folder. Errors: those of read_collection, mismatch,
/// invalid_argument where the folder has a collection.
base::Result<base::Done> merge_collections(const std::vector<std::string>& folders, const std::string& out,
                                           const Console& console);

/// Collections of one benchmark, one for each number of epochs; `from` is a packed file to add them to, or empty.
base::Result<base::Done> pack_folders(const std::vector<std::string>& folders, const std::string& from,
                                      const std::string& to, const Console& console);

/// Prints how far the seeds of a collection agree.
base::Result<base::Done> print_agreement(const std::string& folder, const Console& console);

}  // namespace cellar::cli
