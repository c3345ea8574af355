// SPDX-License-Identifier: Apache-2.0
// The DARTS space as independent categorical parameters.
#include <cellar/space/darts.hpp>

namespace cellar::space::darts {
namespace {

constexpr int kFirstChoosingNode = kInputNodes + 1;  // node 2 has but two earlier nodes
constexpr int kNodes = kInputNodes + kIntermediateNodes;

constexpr int pairs_of(int node) { return node * (node - 1) / 2; }

// Pairs a < b are numbered by b, then a.
constexpr int pair_number(int a, int b) { return pairs_of(b) + a; }

std::vector<Parameter> cell_parameters(std::string_view cell) {
  std::vector<Parameter> parameters;
  for (int node = kFirstChoosingNode; node < kNodes; ++node)
    parameters.push_back({"inputs_node_" + std::string(cell) + "_" + std::to_string(node), pairs_of(node)});
  for (int edge = 0; edge < kEdgesPerCell; ++edge)
    parameters.push_back({"op_" + std::string(cell) + "_" + std::to_string(edge), kOperationCount});
  return parameters;
}

void add_values(const Cell& cell, std::vector<std::uint8_t>& values) {
  for (int node = kFirstChoosingNode; node < kNodes; ++node) {
    const auto first = static_cast<std::size_t>(2 * (node - kInputNodes));
    values.push_back(static_cast<std::uint8_t>(pair_number(cell.edges[first].source, cell.edges[first + 1].source)));
  }
  for (const Edge& edge : cell.edges) values.push_back(static_cast<std::uint8_t>(edge.operation));
}

Cell cell_from(std::span<const std::uint8_t> values) {
  Cell cell{};
  std::size_t next = 0;
  cell.edges[1].source = 1;  // node 2 reads 0 and 1
  for (std::size_t first = 2; first < kEdgesPerCell; first += 2) {
    const int number = values[next++];
    int second = 1;
    while (pairs_of(second + 1) <= number) ++second;
    cell.edges[first].source = static_cast<std::uint8_t>(number - pairs_of(second));
    cell.edges[first + 1].source = static_cast<std::uint8_t>(second);
  }
  for (Edge& edge : cell.edges) edge.operation = static_cast<Operation>(values[next++]);
  return cell;
}

}  // namespace

std::span<const Parameter> parameters() {
  static const std::vector<Parameter> all = [] {
    std::vector<Parameter> both = cell_parameters(kCellNames[0]);
    const std::vector<Parameter> reduce = cell_parameters(kCellNames[1]);
    both.insert(both.end(), reduce.begin(), reduce.end());
    return both;
  }();
  return all;
}

std::vector<std::uint8_t> to_parameters(const Genotype& genotype) {
  std::vector<std::uint8_t> values;
  add_values(genotype.normal, values);
  add_values(genotype.reduce, values);
  return values;
}

Genotype from_parameters(std::span<const std::uint8_t> values) {
  const std::size_t half = values.size() / 2;
  return {cell_from(values.first(half)), cell_from(values.subspan(half))};
}

}  // namespace cellar::space::darts
