// SPDX-License-Identifier: Apache-2.0
#include <cellar/table/darts_rows.hpp>

#include <algorithm>
#include <set>

namespace cellar::table {
namespace {

using base::Error;
using base::ErrorCode;
using space::darts::Genotype;
using space::darts::kEdgesPerCell;
using space::darts::kOperationCount;

constexpr std::string_view kArchitectures = "architectures";
constexpr std::string_view kSources = "sources";
constexpr std::string_view kSource = "source";
constexpr std::size_t kBytesEach = 2 * kEdgesPerCell;

Error damaged(std::string_view section, std::string message) {
  return {ErrorCode::model_damaged, std::move(message), "section '" + std::string(section) + "'"};
}

Genotype genotype_of(std::span<const std::uint8_t> codes) {
  Genotype genotype;
  for (std::size_t k = 0; k < kBytesEach; ++k) {
    auto& cell = k < kEdgesPerCell ? genotype.normal : genotype.reduce;
    cell.edges[k % kEdgesPerCell] = {static_cast<std::uint8_t>(codes[k] / kOperationCount),
                                     static_cast<space::darts::Operation>(codes[k] % kOperationCount)};
  }
  return genotype;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == '\n')
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

}  // namespace

void write_darts_rows(surrogate::ModelFile& file, std::span<const Genotype> rows) {
  std::vector<std::uint8_t> bytes;
  for (const Genotype& row : rows)
    for (const auto* cell : {&row.normal, &row.reduce})
      for (const auto& edge : cell->edges)
        bytes.push_back(static_cast<std::uint8_t>(kOperationCount * edge.source + static_cast<int>(edge.operation)));
  surrogate::write_bytes(file, std::string(kArchitectures), bytes);
}

bool has_darts_rows(const surrogate::ModelFile& file) {
  return std::any_of(file.sections.begin(), file.sections.end(),
                     [](const auto& section) { return section.name == kArchitectures; });
}

base::Result<std::vector<Genotype>> read_darts_rows(const surrogate::ModelFile& file) {
  const auto bytes = surrogate::read_bytes(file, kArchitectures);
  if (!bytes) return bytes.error();
  if (bytes->size() % kBytesEach != 0) return damaged(kArchitectures, "is not 16 bytes an architecture");
  std::vector<Genotype> rows;
  for (std::size_t i = 0; i < bytes->size() / kBytesEach; ++i) {
    const auto canonical = space::darts::canonical(genotype_of(std::span(*bytes).subspan(kBytesEach * i, kBytesEach)));
    if (!canonical) return damaged(kArchitectures, "row " + std::to_string(i) + ": " + canonical.error().text());
    rows.push_back(*canonical);
  }
  return rows;
}

void write_sources(surrogate::ModelFile& file, std::span<const std::string> by_row) {
  const std::set<std::string> names(by_row.begin(), by_row.end());
  std::string text;
  for (const std::string& name : names) text += (&name == &*names.begin() ? "" : "\n") + name;
  std::vector<std::uint8_t> numbers;
  for (const std::string& name : by_row)
    numbers.push_back(static_cast<std::uint8_t>(std::distance(names.begin(), names.find(name))));
  surrogate::write_text(file, std::string(kSources), text);
  surrogate::write_bytes(file, std::string(kSource), numbers);
}

base::Result<std::vector<std::string>> read_sources(const surrogate::ModelFile& file, std::size_t rows) {
  const auto names = surrogate::read_text(file, kSources);
  if (!names) return names.error();
  const auto numbers = surrogate::read_bytes(file, kSource);
  if (!numbers) return numbers.error();
  const auto known = lines(*names);
  if (numbers->size() != rows) return damaged(kSource, "has another length than the architectures");
  std::vector<std::string> sources;
  for (const std::uint8_t number : *numbers) {
    if (number >= known.size())
      return damaged(kSource, "names source " + std::to_string(number) + ", which is not listed");
    sources.push_back(known[number]);
  }
  return sources;
}

}  // namespace cellar::table
