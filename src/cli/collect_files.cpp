// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_files.hpp>

#include <map>

#include <cellar/table/open_rows.hpp>
#include <cli/files.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using space::Architecture;

constexpr const char* kVersion = "1.0.0";

Error mismatch(std::string message, std::string where) {
  return {ErrorCode::mismatch, std::move(message), std::move(where)};
}

// The architectures that rows stand for.
std::vector<Architecture> rows_of(const table::TrainingResults& results, const training::TrainedSpace& space) {
  auto implied = space.rows();
  return implied.empty() ? results.architectures : implied;
}

// Adds collections to results that have a row for each of their architectures.
class Packing {
 public:
  Packing(table::TrainingResults& results, const training::TrainedSpace& space) : results_(results) {
    for (const Architecture& row : rows_of(results, space)) rows_.emplace(row, rows_.size());
  }

  Result<Done> add(const Collection& collection) {
    if (const auto checked = add_recipe(collection.header); !checked) return checked.error();
    for (const auto& [place, training] : collection.trainings) {
      const auto& [architecture, seed] = place;
      const std::size_t row = rows_.at(architecture);
      auto& column = results_.series[{collection.header.epochs, seed}];
      column.resize(results_.rows);
      if (column[row] && *column[row] != training.trained)
        return mismatch(training.architecture + " with seed " + std::to_string(seed) + " has two outcomes",
                        collection.header.benchmark);
      column[row] = training.trained;
      results_.macs[row] = training.macs;
      if (!results_.sources.empty()) table::name_source(results_.sources[row], training.source);
    }
    return Done{};
  }

 private:
  Result<Done> add_recipe(const io::CollectionHeader& header) {
    if (!results_.recipes.empty() && results_.images != header.images)
      return mismatch("other numbers of images than the other folders", header.benchmark);
    results_.images = header.images;
    const auto [recipe, is_new] = results_.recipes.emplace(header.epochs, header.recipe);
    if (is_new || recipe->second == header.recipe) return Done{};
    return mismatch("two recipes for " + std::to_string(header.epochs) + " epochs", header.benchmark);
  }

  table::TrainingResults& results_;
  std::map<Architecture, std::size_t> rows_;
};

table::TrainingResults no_results(const training::TrainedSpace& space) {
  table::TrainingResults results;
  results.benchmark = space.benchmark();
  results.rows = space.rows().size();
  results.macs.resize(results.rows);
  return results;
}

void make_rows(table::TrainingResults& results, std::span<const Collection> collections) {
  std::vector<Architecture> architectures;
  for (const Collection& collection : collections)
    for (const auto& [place, training] : collection.trainings) architectures.push_back(place.first);
  table::add_rows(results, architectures);
}

}  // namespace

Result<table::TrainingResults> read_packed(const fs::path& file, const training::TrainedSpace& space) {
  const auto bytes = read_file(file);
  if (!bytes) return bytes.error();
  auto results = table::unpack_training_results({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
  if (!results) return Error{results.error().code, results.error().text(), file.string()};
  if (results->benchmark != space.benchmark() || results->rows != rows_of(*results, space).size())
    return mismatch("is of " + results->benchmark + ", not of " + space.benchmark(), file.string());
  return results;
}

Result<std::vector<io::CollectedTraining>> trainings_of(const table::TrainingResults& packed,
                                                        const io::CollectionHeader& header,
                                                        const training::TrainedSpace& space,
                                                        const std::string& where) {
  std::vector<io::CollectedTraining> trainings;
  const auto recipe = packed.recipes.find(header.epochs);
  if (recipe == packed.recipes.end()) return trainings;
  if (recipe->second != header.recipe || packed.images != header.images)
    return mismatch("was made by another recipe: " + recipe->second + "; this is " + header.recipe, where);
  const auto rows = rows_of(packed, space);
  for (const auto& [series, column] : packed.series) {
    if (series.epochs != header.epochs) continue;
    for (std::size_t row = 0; row < column.size(); ++row)
      if (column[row])
        trainings.push_back({space.text(rows[row]), series.seed, *column[row], packed.macs[row], 0, 0,
                             packed.sources.empty() ? "" : packed.sources[row]});
  }
  return trainings;
}

Result<table::TrainingResults> pack_collections(std::optional<table::TrainingResults> results,
                                                std::span<const Collection> collections,
                                                const training::TrainedSpace& space) {
  if (!results) results = no_results(space);
  if (space.rows().empty()) make_rows(*results, collections);
  Packing packing(*results, space);
  for (const Collection& collection : collections)
    if (const auto added = packing.add(collection); !added) return added.error();
  return *std::move(results);
}

Result<Done> write_packed(const fs::path& file, const table::TrainingResults& results) {
  const auto bytes = table::pack(results, file.stem().string(), kVersion);
  if (!bytes) return bytes.error();
  return write_file(file, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

}  // namespace cellar::cli
