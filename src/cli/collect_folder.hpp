// SPDX-License-Identifier: Apache-2.0
// The folder that `cellar collect` works in: its journal, and results as they are merged and packed.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <utility>

#include <cellar/base/result.hpp>
#include <cellar/io/collection_journal.hpp>
#include <cli/appended_file.hpp>
#include <cli/console.hpp>
#include <training/really_trained.hpp>

namespace cellar::cli {

inline constexpr const char* kCollectionFile = "collection.jsonl";

using training::Collected;

/// Whole trainings of one benchmark and recipe.
struct Collection {
  io::CollectionHeader header;
  Collected trainings;
};

/// Adds trainings; one that is there already must be the same in all but its seconds. Errors: parse_error for an
/// architecture that the benchmark has not, mismatch for two outcomes of one training; `where` is the journal.
base::Result<base::Done> add(Collected& collected, std::span<const io::CollectedTraining> trainings,
                             const training::TrainedSpace& space, const std::string& where);

/// Of a folder's journal, whose torn last line counts as not written. Errors: io_error, parse_error with the line.
base::Result<Collection> read_collection(const std::filesystem::path& folder, const training::TrainedSpace& space);

/// What a folder's journal says it is of. Errors as above.
base::Result<std::string> benchmark_of(const std::filesystem::path& folder);

/// The journal while trainings go on.
struct OpenCollection {
  Collected done;
  AppendedFile journal;
};

/// Begins a journal in the folder, which is made where it is missing, or goes on with the one that is there. Error
/// mismatch where that one is of another benchmark or recipe.
base::Result<OpenCollection> open_collection(const std::filesystem::path& folder, const io::CollectionHeader& header,
                                             const training::TrainedSpace& space, const Console& console);

/// Appends to the open journal what a packed file has of its benchmark and recipe and the journal has not. Returns how
/// many. Error mismatch where the file's recipe for these epochs is another one.
base::Result<std::size_t> take_from(const std::filesystem::path& file, const io::CollectionHeader& header,
                                    const training::TrainedSpace& space, OpenCollection& collection);

/// A new journal with all of it, in the order of Collected. Refuses a folder that has one: error invalid_argument.
base::Result<base::Done> write_collection(const std::filesystem::path& folder, const Collection& collection);

}  // namespace cellar::cli
