// SPDX-License-Identifier: Apache-2.0
#include <cellar/space/darts.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include <cellar/space/genotype_builder.hpp>

namespace cellar::space::darts {
namespace {

constexpr std::size_t kChoicesPerCell = 2 * kEdgesPerCell;

Cell& cell_of(Genotype& genotype, int cell) { return cell == 0 ? genotype.normal : genotype.reduce; }
const Cell& cell_of(const Genotype& genotype, int cell) { return cell == 0 ? genotype.normal : genotype.reduce; }

std::array<Operation, kOperationCount - 1> other_operations(Operation operation) {
  std::array<Operation, kOperationCount - 1> others{};
  std::size_t count = 0;
  for (int i = 0; i < kOperationCount; ++i)
    if (const auto candidate = static_cast<Operation>(i); candidate != operation) others[count++] = candidate;
  return others;
}

// Sources that the edge's node does not read yet, ascending; none for node 2.
std::vector<std::uint8_t> other_sources(const Cell& cell, int edge) {
  const auto index = static_cast<std::size_t>(edge);
  const std::uint8_t own = cell.edges[index].source;
  const std::uint8_t sibling = cell.edges[index ^ 1].source;
  std::vector<std::uint8_t> others;
  for (std::uint8_t source = 0; source < target_of(edge); ++source)
    if (source != own && source != sibling) others.push_back(source);
  return others;
}

Genotype with_operation(Genotype genotype, int cell, int edge, Operation operation) {
  cell_of(genotype, cell).edges[static_cast<std::size_t>(edge)].operation = operation;
  return genotype;
}

// Keeps the node's two edges in order.
Genotype with_source(Genotype genotype, int cell, int edge, std::uint8_t source) {
  auto& edges = cell_of(genotype, cell).edges;
  const auto index = static_cast<std::size_t>(edge);
  edges[index].source = source;
  const std::size_t first = index & ~std::size_t{1};
  if (edges[first].source > edges[first + 1].source) std::swap(edges[first], edges[first + 1]);
  return genotype;
}

Cell sample_cell(base::Rng& rng) {
  Cell cell{};
  for (int node = kInputNodes; node < kInputNodes + kIntermediateNodes; ++node) {
    // Two distinct sources: the second is drawn among the others, so every pair is equally likely.
    const auto sources = static_cast<std::uint32_t>(node);
    std::uint32_t a = rng.below(sources);
    std::uint32_t b = rng.below(sources - 1);
    if (b >= a) ++b;
    if (a > b) std::swap(a, b);
    const auto first = static_cast<std::size_t>(2 * (node - kInputNodes));
    for (const auto& [offset, source] : {std::pair{0, a}, std::pair{1, b}})
      cell.edges[first + static_cast<std::size_t>(offset)] = {static_cast<std::uint8_t>(source),
                                                             static_cast<Operation>(rng.below(kOperationCount))};
  }
  return cell;
}

class DartsSpace final : public Space {
 public:
  std::string_view name() const override { return "darts"; }

  std::string size_text() const override { return std::to_string(kCellCount * kCellCount); }

  Architecture sample(base::Rng& rng) const override {
    const Cell normal = sample_cell(rng);
    return pack({normal, sample_cell(rng)});
  }

  Architecture mutate(const Architecture& architecture, base::Rng& rng) const override {
    const Genotype genotype = unpack(architecture);
    const auto choice = static_cast<int>(rng.below(kCells * kEdgesPerCell));
    const int cell = choice / kEdgesPerCell;
    const int edge = choice % kEdgesPerCell;
    const std::vector<std::uint8_t> sources = other_sources(cell_of(genotype, cell), edge);
    if (!sources.empty() && rng.below(2) == 1)
      return pack(with_source(genotype, cell, edge, sources[rng.below(static_cast<std::uint32_t>(sources.size()))]));
    const Operation old = cell_of(genotype, cell).edges[static_cast<std::size_t>(edge)].operation;
    return pack(with_operation(genotype, cell, edge, other_operations(old)[rng.below(kOperationCount - 1)]));
  }

  std::vector<Architecture> neighbours(const Architecture& architecture) const override {
    const Genotype genotype = unpack(architecture);
    std::vector<Architecture> all;
    all.reserve(120);  // 16 edges x 6 other operations + 2 cells x 2 edges x (1 + 2 + 3) other sources
    for (int cell = 0; cell < kCells; ++cell)
      for (int edge = 0; edge < kEdgesPerCell; ++edge)
        for (const Operation operation :
             other_operations(cell_of(genotype, cell).edges[static_cast<std::size_t>(edge)].operation))
          all.push_back(pack(with_operation(genotype, cell, edge, operation)));
    for (int cell = 0; cell < kCells; ++cell)
      for (int edge = 0; edge < kEdgesPerCell; ++edge)
        for (const std::uint8_t source : other_sources(cell_of(genotype, cell), edge))
          all.push_back(pack(with_source(genotype, cell, edge, source)));
    return all;
  }

  std::string to_compact(const Architecture& architecture) const override {
    return darts::to_compact(unpack(architecture));
  }

  std::span<const Parameter> parameters() const override { return darts::parameters(); }

  std::vector<std::uint8_t> to_parameters(const Architecture& architecture) const override {
    return darts::to_parameters(unpack(architecture));
  }

  std::optional<Architecture> from_parameters(std::span<const std::uint8_t> values) const override {
    return pack(darts::from_parameters(values));
  }
};

}  // namespace

base::Result<Genotype> canonical(Genotype genotype) {
  GenotypeBuilder builder;
  for (int cell = 0; cell < kCells; ++cell)
    for (const Edge& edge : cell_of(genotype, cell).edges) {
      const auto operation = static_cast<int>(edge.operation);
      if (operation >= kOperationCount)
        return base::Error{base::ErrorCode::out_of_space,
                           "unknown operation " + std::to_string(operation) + "; known: 0 to 6",
                           edge_position(cell, builder.count(cell))};
      if (auto added = builder.add(cell, edge.source, edge.operation); !added) return added.error();
    }
  return builder.finish();
}

Architecture pack(const Genotype& genotype) {
  std::array<std::uint8_t, kCells * kChoicesPerCell> choices{};
  auto next = choices.begin();
  for (int cell = 0; cell < kCells; ++cell)
    for (const Edge& edge : cell_of(genotype, cell).edges) {
      *next++ = edge.source;
      *next++ = static_cast<std::uint8_t>(edge.operation);
    }
  return Architecture(choices);
}

Genotype unpack(const Architecture& architecture) {
  Genotype genotype{};
  std::size_t choice = 0;
  for (int cell = 0; cell < kCells; ++cell)
    for (Edge& edge : cell_of(genotype, cell).edges) {
      edge = {architecture[choice], static_cast<Operation>(architecture[choice + 1])};
      choice += 2;
    }
  return genotype;
}

int depth(const Cell& cell) {
  std::array<int, kInputNodes + kIntermediateNodes> depths{};
  for (int edge = 0; edge < kEdgesPerCell; ++edge) {
    int& target = depths[static_cast<std::size_t>(target_of(edge))];
    target = std::max(target, 1 + depths[cell.edges[static_cast<std::size_t>(edge)].source]);
  }
  return *std::max_element(depths.begin(), depths.end());
}

int convolutions(const Genotype& genotype) {
  const auto count = [](const Cell& cell) {
    return std::count_if(cell.edges.begin(), cell.edges.end(),
                         [](const Edge& edge) { return has_parameters(edge.operation); });
  };
  return static_cast<int>(count(genotype.normal) + count(genotype.reduce));
}

const Space& space() {
  static const DartsSpace instance;
  return instance;
}

}  // namespace cellar::space::darts
