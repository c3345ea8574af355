// SPDX-License-Identifier: Apache-2.0
#include <cellar/space/genotype_builder.hpp>

#include <utility>

namespace cellar::space::darts {
namespace {

using base::Error;
using base::ErrorCode;

std::string cell_name(int cell) { return std::string(kCellNames[static_cast<std::size_t>(cell)]); }

void sort_sources(Cell& cell) {
  for (std::size_t i = 0; i < cell.edges.size(); i += 2)
    if (cell.edges[i].source > cell.edges[i + 1].source) std::swap(cell.edges[i], cell.edges[i + 1]);
}

}  // namespace

std::string edge_position(int cell, int edge) { return cell_name(cell) + "[" + std::to_string(edge) + "]"; }

base::Result<base::Done> GenotypeBuilder::add(int cell, std::int64_t source, Operation operation) {
  int& count = counts_[static_cast<std::size_t>(cell)];
  auto& edges = cells_[static_cast<std::size_t>(cell)].edges;
  const std::string where = edge_position(cell, count);
  if (count == kEdgesPerCell)
    return Error{ErrorCode::out_of_space, "an edge too many; a cell has 8, two for each of its nodes 2 to 5", where};
  const int node = target_of(count);
  if (source < 0 || source >= node)
    return Error{ErrorCode::out_of_space,
                 "source " + std::to_string(source) + " does not exist yet at node " + std::to_string(node) +
                     "; known: 0 to " + std::to_string(node - 1),
                 where};
  const auto index = static_cast<std::size_t>(count);
  if (count % 2 == 1 && edges[index - 1].source == source)
    return Error{ErrorCode::out_of_space,
                 "node " + std::to_string(node) + " reads source " + std::to_string(source) +
                     " twice; give it two different sources",
                 where};
  edges[index] = {static_cast<std::uint8_t>(source), operation};
  ++count;
  return base::Done{};
}

base::Result<Genotype> GenotypeBuilder::finish() const {
  for (int cell = 0; cell < kCells; ++cell)
    if (count(cell) != kEdgesPerCell)
      return Error{ErrorCode::out_of_space,
                   "only " + std::to_string(count(cell)) + " edges; a cell has 8, two for each of its nodes 2 to 5",
                   cell_name(cell)};
  Genotype genotype{cells_[0], cells_[1]};
  sort_sources(genotype.normal);
  sort_sources(genotype.reduce);
  return genotype;
}

}  // namespace cellar::space::darts
