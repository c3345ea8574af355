// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_files.hpp>

#include <cli/files.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

constexpr const char* kVersion = "1.0.0";

Error mismatch(std::string message, std::string where) {
  return {ErrorCode::mismatch, std::move(message), std::move(where)};
}

}  // namespace

Result<table::TrainingResults> read_packed(const fs::path& file, const std::string& benchmark, std::size_t rows) {
  const auto bytes = read_file(file);
  if (!bytes) return bytes.error();
  auto results = table::unpack_training_results({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
  if (!results) return Error{results.error().code, results.error().text(), file.string()};
  if (results->benchmark != benchmark || results->rows != rows)
    return mismatch("is of " + results->benchmark + ", not of " + benchmark, file.string());
  return results;
}

Result<std::vector<io::CollectedTraining>> trainings_of(const table::TrainingResults& packed,
                                                        const io::CollectionHeader& header, const CollectRows& rows,
                                                        const std::string& where) {
  std::vector<io::CollectedTraining> trainings;
  const auto recipe = packed.recipes.find(header.epochs);
  if (recipe == packed.recipes.end()) return trainings;
  if (recipe->second != header.recipe || packed.images != header.images)
    return mismatch("was made by another recipe: " + recipe->second + "; this is " + header.recipe, where);
  for (const auto& [series, column] : packed.series) {
    if (series.epochs != header.epochs) continue;
    for (std::size_t row = 0; row < column.size(); ++row)
      if (column[row]) trainings.push_back({rows.text(row), series.seed, *column[row], packed.macs[row], 0, 0});
  }
  return trainings;
}

Result<Done> add(table::TrainingResults& results, const Collection& collection) {
  const io::CollectionHeader& header = collection.header;
  if (!results.recipes.empty() && results.images != header.images)
    return mismatch("other numbers of images than the other folders", header.benchmark);
  results.images = header.images;
  const auto [recipe, is_new] = results.recipes.emplace(header.epochs, header.recipe);
  if (!is_new && recipe->second != header.recipe)
    return mismatch("two recipes for " + std::to_string(header.epochs) + " epochs", header.benchmark);
  for (const auto& [place, training] : collection.trainings) {
    const auto& [row, seed] = place;
    results.macs[row] = training.macs;
    auto& column = results.series[{header.epochs, seed}];
    column.resize(results.rows);
    if (column[row] && *column[row] != training.trained)
      return mismatch(training.architecture + " with seed " + std::to_string(seed) + " has two outcomes",
                      header.benchmark);
    column[row] = training.trained;
  }
  return Done{};
}

Result<Done> write_packed(const fs::path& file, const table::TrainingResults& results) {
  const auto bytes = table::pack(results, file.stem().string(), kVersion);
  if (!bytes) return bytes.error();
  return write_file(file, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

}  // namespace cellar::cli
