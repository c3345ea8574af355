// SPDX-License-Identifier: Apache-2.0
#include <cellar/space/nb1shot1.hpp>

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

namespace cellar::space::nb1shot1 {
namespace {

using base::Error;
using base::ErrorCode;
using nb101::Operation;

// All sets of `size` nodes out of 0 to count - 1, as masks, in lexicographic order of their members.
void add_tuples(int size, int first, int count, std::uint8_t chosen, std::vector<std::uint8_t>& out) {
  if (size == 0) {
    out.push_back(chosen);
    return;
  }
  for (int member = first; member + size <= count; ++member)
    add_tuples(size - 1, member + 1, count, static_cast<std::uint8_t>(chosen | 1u << member), out);
}

// The set of the `count` largest weights; among equals the first. Sorting would not bear NaN, to which training may
// come.
std::uint8_t largest(const std::vector<double>& weights, int count) {
  std::uint32_t set = 0;
  for (int chosen = 0; chosen < count; ++chosen) {
    std::size_t best = static_cast<std::size_t>(std::countr_one(set));
    for (std::size_t i = best + 1; i < weights.size(); ++i)
      if (!(set >> i & 1) && weights[i] > weights[best]) best = i;
    set |= 1u << best;
  }
  return static_cast<std::uint8_t>(set);
}

// The operations in a supernet's order.
constexpr std::array kSupernetOperations = {Operation::maxpool3x3, Operation::conv3x3_bn_relu,
                                            Operation::conv1x1_bn_relu};

}  // namespace

OneShotSpace::OneShotSpace(int number, std::vector<int> parent_counts)
    : number_(number), name_("nb1shot1-" + std::to_string(number)), parent_counts_(std::move(parent_counts)) {
  const int last = static_cast<int>(parent_counts_.size());
  for (int block = 1; block < last; ++block)
    parameters_.push_back({"choice_block_" + std::to_string(block) + "_op", nb101::kOperationCount});
  for (int node = 1; node <= last; ++node) {
    add_tuples(parent_count(node), 0, node, 0, parents_.emplace_back());
    if (parents_.back().size() > 1) choosing_nodes_.push_back(node);
    parameters_.push_back(
        {"choice_block_" + std::to_string(node) + "_parents", static_cast<int>(parents_.back().size())});
  }
  for (const Parameter& parameter : parameters_) configurations_ *= parameter.size;
}

Architecture OneShotSpace::architecture(std::int64_t index) const {
  std::array<std::uint8_t, Architecture::kMaxChoices> values;
  for (std::size_t i = parameters_.size(); i-- > 0; index /= parameters_[i].size)
    values[i] = static_cast<std::uint8_t>(index % parameters_[i].size);
  return Architecture({values.data(), parameters_.size()});
}

Configuration OneShotSpace::unpack(const Architecture& architecture) const {
  Configuration configuration;
  const auto blocks_count = static_cast<std::size_t>(blocks());
  for (std::size_t block = 0; block < blocks_count; ++block)
    configuration.operations[block] = static_cast<Operation>(architecture[block]);
  for (std::size_t node = 0; node < parents_.size(); ++node)
    configuration.parents[node] = parents_[node][architecture[blocks_count + node]];
  return configuration;
}

base::Result<Architecture> OneShotSpace::pack(const Configuration& configuration) const {
  std::vector<std::uint8_t> values;
  for (int block = 0; block < blocks(); ++block)
    values.push_back(static_cast<std::uint8_t>(configuration.operations[static_cast<std::size_t>(block)]));
  for (std::size_t node = 0; node < parents_.size(); ++node) {
    const auto& tuples = parents_[node];
    const auto found = std::find(tuples.begin(), tuples.end(), configuration.parents[node]);
    if (found == tuples.end())
      return Error{ErrorCode::out_of_space,
                   "parents " + nodes_text(configuration.parents[node]) + "; in " + name_ + " this node has " +
                       std::to_string(parent_counts_[node]) + " of the nodes 0 to " + std::to_string(node),
                   "parents[" + std::to_string(node) + "]"};
    values.push_back(static_cast<std::uint8_t>(found - tuples.begin()));
  }
  return Architecture(values);
}

nb101::Cell OneShotSpace::drawn_cell(const Architecture& architecture) const {
  nb101::Cell cell;
  cell.vertices = static_cast<std::uint8_t>(nodes() + 1);
  const auto blocks_count = static_cast<std::size_t>(blocks());
  for (std::size_t block = 0; block < blocks_count; ++block)
    cell.operations[block] = static_cast<Operation>(architecture[block]);
  for (int node = 1; node <= nodes(); ++node) {
    const auto index = static_cast<std::size_t>(node - 1);
    cell.edges |= std::uint32_t{parents_[index][architecture[blocks_count + index]]} << nb101::edge_number(0, node);
  }
  return cell;
}

nb101::Key OneShotSpace::key_of(const Architecture& architecture) const {
  const auto key = nb101::find_key(drawn_cell(architecture));
  assert(key);
  return *key;
}

base::Result<Architecture> OneShotSpace::from_matrix(const nb101::Matrix& matrix) const {
  const auto cell = nb101::from_matrix(matrix);
  if (!cell) return cell.error();
  if (matrix.rows.size() == static_cast<std::size_t>(nodes() + 1))
    if (const auto drawn = as_drawn(matrix)) return *drawn;
  if (const auto found = find(nb101::number(*cell))) return *found;
  return Error{ErrorCode::out_of_space,
               "a cell of NAS-Bench-101, but not of " + name_ + ": no choice of parents and operations there gives it",
               ""};
}

// Where pruning takes a block away, its operation may have any name; then the drawing is no configuration.
std::optional<Architecture> OneShotSpace::as_drawn(const nb101::Matrix& matrix) const {
  Configuration configuration;
  for (int node = 1; node <= nodes(); ++node) {
    const auto column = static_cast<std::size_t>(node);
    for (std::size_t parent = 0; parent < column; ++parent)
      if (matrix.rows[parent][column] == 1)
        configuration.parents[column - 1] |= static_cast<std::uint8_t>(1u << parent);
    if (node > blocks()) break;
    const auto operation = nb101::find_operation(matrix.operations[column]);
    if (!operation) return std::nullopt;
    configuration.operations[column - 1] = *operation;
  }
  const auto packed = pack(configuration);
  return packed ? std::optional(*packed) : std::nullopt;
}

Architecture OneShotSpace::discretise(const ChoiceWeights& weights) const {
  assert(weights.operations.size() == static_cast<std::size_t>(blocks()));
  assert(weights.inputs.size() == parents_.size());
  Configuration configuration;
  for (std::size_t block = 0; block < weights.operations.size(); ++block) {
    const auto& row = weights.operations[block];
    const auto best = std::max_element(row.begin(), row.end());
    configuration.operations[block] = kSupernetOperations[static_cast<std::size_t>(best - row.begin())];
  }
  for (std::size_t node = 0; node < parents_.size(); ++node) {
    const auto& inputs = weights.inputs[node];
    assert(inputs.size() == node + 1 || (inputs.empty() && parents_[node].size() == 1));
    configuration.parents[node] = inputs.empty() ? parents_[node][0] : largest(inputs, parent_counts_[node]);
  }
  return *pack(configuration);
}

ChoiceWeights OneShotSpace::one_hot(const Architecture& architecture) const {
  const Configuration configuration = unpack(architecture);
  ChoiceWeights weights;
  for (std::size_t block = 0; block < static_cast<std::size_t>(blocks()); ++block) {
    auto& row = weights.operations.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = kSupernetOperations[i] == configuration.operations[block];
  }
  for (std::size_t node = 0; node < parents_.size(); ++node) {
    auto& row = weights.inputs.emplace_back();
    for (std::size_t parent = 0; parent <= node; ++parent) row.push_back(configuration.parents[node] >> parent & 1);
  }
  return weights;
}

const OneShotSpace& space(int number) {
  // Parents of nodes 1, 2, ..., and of the output: num_parents_per_node of the original's search_space_{1,2,3}.py.
  static const std::array<OneShotSpace, kSpaces> spaces = {OneShotSpace(1, {1, 2, 2, 2, 2}),
                                                           OneShotSpace(2, {1, 1, 2, 2, 3}),
                                                           OneShotSpace(3, {1, 1, 1, 2, 2, 2})};
  assert(number >= 1 && number <= kSpaces);
  return spaces[static_cast<std::size_t>(number - 1)];
}

}  // namespace cellar::space::nb1shot1
