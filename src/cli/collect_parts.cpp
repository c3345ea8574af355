// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_parts.hpp>

#include <memory>
#include <optional>

#include <cli/collect_agreement.hpp>
#include <cli/collect_files.hpp>
#include <cli/collect_folder.hpp>

namespace cellar::cli {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

// The collections of several folders, which are of one benchmark.
struct Parts {
  std::unique_ptr<training::TrainedSpace> space;
  std::vector<Collection> collections;
};

Result<Parts> read_parts(const std::vector<std::string>& folders) {
  Parts parts;
  for (const std::string& folder : folders) {
    const auto benchmark = benchmark_of(folder);
    if (!benchmark) return benchmark.error();
    if (!parts.space) {
      auto space = training::find_trained_space(*benchmark);
      if (!space) return space.error();
      parts.space = *std::move(space);
    }
    if (*benchmark != parts.space->benchmark())
      return Error{ErrorCode::mismatch,
                   "is of " + *benchmark + ", not of " + parts.space->benchmark() + " like the first", folder};
    auto collection = read_collection(folder, *parts.space);
    if (!collection) return collection.error();
    parts.collections.push_back(*std::move(collection));
  }
  return parts;
}

}  // namespace

Result<Done> merge_collections(const std::vector<std::string>& folders, const std::string& out,
                               const Console& console) {
  auto parts = read_parts(folders);
  if (!parts) return parts.error();
  Collection whole = std::move(parts->collections.front());
  for (std::size_t i = 1; i < parts->collections.size(); ++i) {
    if (parts->collections[i].header != whole.header)
      return Error{ErrorCode::mismatch, "is of another recipe than " + folders[0], folders[i]};
    std::vector<io::CollectedTraining> trainings;
    for (auto& [place, training] : parts->collections[i].trainings) trainings.push_back(std::move(training));
    if (const auto added = add(whole.trainings, trainings, *parts->space, folders[i]); !added) return added.error();
  }
  if (const auto written = write_collection(out, whole); !written) return written.error();
  console.result(std::to_string(whole.trainings.size()) + " networks in " + out + '\n');
  return Done{};
}

Result<Done> pack_folders(const std::vector<std::string>& folders, const std::string& from, const std::string& to,
                          const Console& console) {
  const auto parts = read_parts(folders);
  if (!parts) return parts.error();
  std::optional<table::TrainingResults> before;
  if (!from.empty()) {
    auto packed = read_packed(from, *parts->space);
    if (!packed) return packed.error();
    before = *std::move(packed);
  }
  const auto results = pack_collections(std::move(before), parts->collections, *parts->space);
  if (!results) return results.error();
  if (const auto written = write_packed(to, *results); !written) return written.error();
  for (const auto& [series, column] : results->series)
    console.result(std::to_string(series.epochs) + " epochs, seed " + std::to_string(series.seed) + ": " +
                   std::to_string(table::trained(column)) + " of " + std::to_string(results->rows) + " networks\n");
  return Done{};
}

Result<Done> print_agreement(const std::string& folder, const Console& console) {
  const auto parts = read_parts({folder});
  if (!parts) return parts.error();
  const auto table = agreement_table(parts->collections.front());
  if (!table) return table.error();
  console.result(*table);
  return Done{};
}

}  // namespace cellar::cli
