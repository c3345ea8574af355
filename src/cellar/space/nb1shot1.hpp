// SPDX-License-Identifier: Apache-2.0
// The three search spaces of NAS-Bench-1Shot1 (Zela et al., ICLR 2020, arXiv 2001.10422, section 3): parts of
// NAS-Bench-101 that a supernet with choice blocks can express (automl/nasbench-1shot1@cb0f0ec,
// nasbench_analysis/search_spaces).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/nb101.hpp>
#include <cellar/space/nb101_matrix.hpp>

namespace cellar::space::nb1shot1 {

inline constexpr int kSpaces = 3;
inline constexpr int kMaxBlocks = 5;
inline constexpr int kMaxNodes = kMaxBlocks + 1;  ///< choice blocks and the output; the input is node 0

/// One choice for each choice block and each node. Node 1 is the first block, the one after the last block the output.
struct Configuration {
  std::array<nb101::Operation, kMaxBlocks> operations{};  ///< by block
  std::array<std::uint8_t, kMaxNodes> parents{};          ///< by node from 1 on; bit p: reads node p
  friend bool operator==(const Configuration&, const Configuration&) = default;
};

/// Weights of a supernet's choices, before or after a softmax.
struct ChoiceWeights {
  std::vector<std::array<double, nb101::kOperationCount>> operations;  ///< by block; maxpool, conv3x3, conv1x1
  std::vector<std::vector<double>> inputs;  ///< by node, of all nodes before it; may be empty where it has no choice
};

/// A search space: how many choice blocks there are, and how many parents each node has.
///
/// An architecture is the values of its parameters: the operation of each block (nb101::Operation), then for each node
/// the number of its parents among all tuples of the prescribed size, in lexicographic order. Architectures are "raw"
/// configurations: several may be one cell of NAS-Bench-101, as pruning takes away blocks that nothing reads.
///
/// sample: uniform over configurations. mutate: with probability 1/2 another operation for one block, else one parent
/// replaced by another one at a node that has a choice; all uniform (the original's regularized evolution, without its
/// identity mutation, which is evaluated again there). neighbours: every other value of every parameter, by parameter,
/// then value.
class OneShotSpace final : public Space {
 public:
  OneShotSpace(int number, std::vector<int> parent_counts);

  int number() const { return number_; }  ///< 1, 2 or 3
  int blocks() const { return nodes() - 1; }
  int nodes() const { return static_cast<int>(parents_.size()); }
  int parent_count(int node) const { return parent_counts_[static_cast<std::size_t>(node - 1)]; }
  std::int64_t configurations() const { return configurations_; }

  /// By number, as if an architecture's values were digits, the last changing fastest.
  Architecture architecture(std::int64_t index) const;

  Configuration unpack(const Architecture& architecture) const;

  /// Error out_of_space where a node's parents are not as many as the space prescribes or do not come before it.
  base::Result<Architecture> pack(const Configuration& configuration) const;

  /// With all blocks, loose ends too: blocks() + 2 vertices and 9 edges.
  nb101::Cell drawn_cell(const Architecture& architecture) const;

  /// Of the pruned cell. There always is one: every node has an earlier parent.
  nb101::Key key_of(const Architecture& architecture) const;

  /// The cells of NAS-Bench-101 that the space reaches, ascending. Found once (half a second for space 3), then kept.
  std::vector<nb101::Key> keys() const;

  /// The first configuration that is this cell; nothing where the space does not reach it. First call as keys().
  std::optional<Architecture> find(nb101::Key key) const;

  /// The configuration where the matrix is drawn as one (blocks() + 2 vertices, prescribed numbers of parents), else
  /// the first that is the matrix's cell. Errors: those of nb101::from_matrix; out_of_space where the space does not
  /// reach the cell.
  base::Result<Architecture> from_matrix(const nb101::Matrix& matrix) const;

  /// What a supernet's weights stand for: of each block the operation with the largest weight, of each node the
  /// prescribed number of inputs with the largest weights; among equals the first. Blocks that then feed nothing stay
  /// in the architecture, and vanish from its cell.
  Architecture discretise(const ChoiceWeights& weights) const;

  /// Weights of 1 for what the architecture chooses and 0 for all else; discretise gives the architecture back.
  ChoiceWeights one_hot(const Architecture& architecture) const;

  /// Inverse of to_compact. Errors name the place ("parents[3]").
  base::Result<Architecture> parse_compact(std::string_view text) const;

  std::string_view name() const override { return name_; }
  std::string size_text() const override { return std::to_string(configurations_); }
  Architecture sample(base::Rng& rng) const override;
  Architecture mutate(const Architecture& architecture, base::Rng& rng) const override;
  std::vector<Architecture> neighbours(const Architecture& architecture) const override;
  /// `[[0, 2, 1, 1], [[0], [0, 1], [0, 2], [1, 3], [2, 4]]]`: operations by block, parents by node.
  std::string to_compact(const Architecture& architecture) const override;
  std::span<const Parameter> parameters() const override { return parameters_; }
  std::vector<std::uint8_t> to_parameters(const Architecture& architecture) const override;
  std::optional<Architecture> from_parameters(std::span<const std::uint8_t> values) const override;

 private:
  std::optional<Architecture> as_drawn(const nb101::Matrix& matrix) const;

  int number_;
  std::string name_;
  std::vector<int> parent_counts_;                  // by node
  std::vector<std::vector<std::uint8_t>> parents_;  // by node: all tuples, as masks
  std::vector<int> choosing_nodes_;                 // those with more than one tuple
  std::vector<Parameter> parameters_;
  std::int64_t configurations_ = 1;
};

/// A set of nodes as a list: "[0, 2]".
std::string nodes_text(std::uint32_t nodes);

/// Number 1 to 3: "nb1shot1-1" to "nb1shot1-3".
const OneShotSpace& space(int number);

}  // namespace cellar::space::nb1shot1
