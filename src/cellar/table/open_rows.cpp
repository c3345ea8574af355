// SPDX-License-Identifier: Apache-2.0
#include <cellar/table/open_rows.hpp>

#include <algorithm>

#include <cellar/table/darts_rows.hpp>

namespace cellar::table {
namespace {

using base::Done;
using base::Error;
using base::ErrorCode;
using space::Architecture;

// A column of `rows` with its values at their new places.
template <class T>
std::vector<T> spread(const std::vector<T>& column, std::span<const std::size_t> places, std::size_t rows) {
  std::vector<T> wider(rows);
  for (std::size_t i = 0; i < column.size(); ++i) wider[places[i]] = column[i];
  return wider;
}

}  // namespace

void add_rows(TrainingResults& results, std::span<const Architecture> architectures) {
  std::vector<Architecture> all = results.architectures;
  all.insert(all.end(), architectures.begin(), architectures.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::vector<std::size_t> places;
  for (const Architecture& known : results.architectures)
    places.push_back(static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), known) - all.begin()));
  results.macs = spread(results.macs, places, all.size());
  results.sources = spread(results.sources, places, all.size());
  for (auto& [series, column] : results.series) column = spread(column, places, all.size());
  results.rows = all.size();
  results.architectures = std::move(all);
}

void name_source(std::string& source, const std::string& other) {
  if (source.empty() || (!other.empty() && other < source)) source = other;
}

void write_open_rows(surrogate::ModelFile& file, const TrainingResults& results) {
  if (results.architectures.empty()) return;
  std::vector<space::darts::Genotype> genotypes;
  for (const Architecture& row : results.architectures) genotypes.push_back(space::darts::unpack(row));
  write_darts_rows(file, genotypes);
  write_sources(file, results.sources);
}

base::Result<Done> read_open_rows(const surrogate::ModelFile& file, TrainingResults& results) {
  if (!has_darts_rows(file)) return Done{};
  const auto genotypes = read_darts_rows(file);
  if (!genotypes) return genotypes.error();
  for (const auto& genotype : *genotypes) results.architectures.push_back(space::darts::pack(genotype));
  const auto& rows = results.architectures;
  if (rows.size() != results.rows || std::adjacent_find(rows.begin(), rows.end(), std::greater_equal()) != rows.end())
    return Error{ErrorCode::model_damaged, "are not as many as rows, or not ascending; fetch the file again",
                 "section 'architectures'"};
  auto sources = read_sources(file, results.rows);
  if (!sources) return sources.error();
  results.sources = *std::move(sources);
  return Done{};
}

}  // namespace cellar::table
