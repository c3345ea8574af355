// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/tree_coding.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <cellar/surrogate/byte_stream.hpp>

namespace cellar::surrogate {
namespace {

/// Bytes of a member's base and tree count.
constexpr std::size_t kMemberSize = 12;
constexpr std::size_t kMaxConditions = 256 * 255;  // thresholds end at 254

/// Signed to unsigned with small magnitudes first (0, -1, 1, -2, …), so that high bytes are mostly 0.
std::uint16_t zigzag(std::int32_t value) {
  return static_cast<std::uint16_t>(value >= 0 ? 2 * value : -2 * value - 1);
}

std::int32_t unzigzag(std::uint16_t code) { return code % 2 == 0 ? code / 2 : -(code / 2) - 1; }

/// 16-bit values as a stream of low bytes followed by a stream of high bytes.
void write_split(ByteWriter& writer, std::span<const std::uint16_t> values) {
  for (const std::uint16_t value : values) writer.u8(static_cast<std::uint8_t>(value));
  for (const std::uint16_t value : values) writer.u8(static_cast<std::uint8_t>(value >> 8));
}

/// Reads values of write_split one after the other.
class SplitStream {
 public:
  SplitStream(ByteReader& reader, std::size_t count)
      : position_(reader.position()), low_(reader.bytes(count)), high_(reader.bytes(count)) {}

  bool exhausted() const { return next_ == low_.size(); }
  std::uint16_t take() {
    const auto value = static_cast<std::uint16_t>(low_[next_] | high_[next_] << 8);
    ++next_;
    return value;
  }
  std::size_t position() const { return position_ + next_; }

 private:
  std::size_t position_;
  std::span<const std::uint8_t> low_, high_;
  std::size_t next_ = 0;
};

struct Condition {
  std::uint8_t feature, threshold;
  friend auto operator<=>(const Condition&, const Condition&) = default;
};

/// Every distinct condition of the trees and its symbol, 1, 2, … in sorted order.
std::map<Condition, std::uint16_t> symbols_of(const TreeEnsembleSpec& spec) {
  std::map<Condition, std::uint16_t> symbols;
  for (const auto& member : spec.members)
    for (const Tree& tree : member)
      for (const Tree::Node& node : tree.nodes)
        if (!node.leaf) symbols.emplace(Condition{node.feature, node.threshold}, 0);
  std::uint16_t next = 1;
  for (auto& [condition, symbol] : symbols) symbol = next++;
  return symbols;
}

class TreeDecoder {
 public:
  explicit TreeDecoder(std::span<const std::uint8_t> payload) : reader_(payload) {}

  std::variant<TreeEnsembleSpec, CodingFault> decode() {
    TreeEnsembleSpec spec;
    if (auto fault = read(spec)) return *fault;
    return spec;
  }

 private:
  using Fault = std::optional<CodingFault>;

  Fault read(TreeEnsembleSpec& spec) {
    std::vector<std::uint32_t> tree_counts;
    if (auto fault = read_header(spec, tree_counts)) return fault;
    if (auto fault = read_conditions()) return fault;

    const std::uint32_t symbol_count = reader_.u32();
    const std::uint32_t leaf_count = reader_.u32();
    if (reader_.failed() || reader_.remaining() != 2 * (std::uint64_t{symbol_count} + leaf_count))
      return fault_here("the streams of nodes and leaves do not fill the section");
    SplitStream symbols(reader_, symbol_count);
    SplitStream leaves(reader_, leaf_count);
    for (const std::uint32_t count : tree_counts) {
      std::vector<Tree>& member = spec.members.emplace_back(count);
      for (Tree& tree : member) {
        nodes_.clear();
        if (auto fault = read_subtree(symbols, leaves, kMaxDepth)) return fault;
        tree.nodes.assign(nodes_.begin(), nodes_.end());
      }
    }
    if (!symbols.exhausted()) return CodingFault{"nodes follow after the last tree", symbols.position()};
    if (!leaves.exhausted()) return CodingFault{"leaves follow after the last tree", leaves.position()};
    return {};
  }

  Fault read_header(TreeEnsembleSpec& spec, std::vector<std::uint32_t>& tree_counts) {
    spec.quantum = reader_.f64();
    if (reader_.failed() || !std::isfinite(spec.quantum) || !(spec.quantum > 0))
      return fault_here("quantum is not a positive number");
    const std::uint32_t members = reader_.u32();
    if (reader_.failed() || members == 0 || members > kMaxMembers || members > reader_.remaining() / kMemberSize)
      return fault_here("impossible number of members");
    std::uint64_t trees = 0;
    for (std::uint32_t m = 0; m < members; ++m) {
      spec.base.push_back(reader_.f64());
      if (!std::isfinite(spec.base.back())) return fault_here("base value is not finite");
      tree_counts.push_back(reader_.u32());
      trees += tree_counts.back();
    }
    // Every tree has at least one symbol and one leaf, two bytes each.
    if (trees > kMaxTrees || trees > reader_.remaining() / 4) return fault_here("impossible number of trees");
    return {};
  }

  Fault read_conditions() {
    const std::uint32_t count = reader_.u32();
    if (reader_.failed() || count > kMaxConditions || count > reader_.remaining() / 2)
      return fault_here("impossible number of conditions");
    const std::span<const std::uint8_t> features = reader_.bytes(count);
    const std::span<const std::uint8_t> thresholds = reader_.bytes(count);
    for (std::size_t i = 0; i < count; ++i) conditions_.push_back({features[i], thresholds[i]});
    if (std::find(thresholds.begin(), thresholds.end(), 255) != thresholds.end())
      return fault_here("threshold 255, which no feature exceeds");
    if (std::adjacent_find(conditions_.begin(), conditions_.end(), std::greater_equal<>()) != conditions_.end())
      return fault_here("conditions are not in ascending order");
    return {};
  }

  /// At depth kMaxDepth there can only be a leaf, so no symbol is kept for it.
  Fault read_subtree(SplitStream& symbols, SplitStream& leaves, int levels) {
    std::uint16_t symbol = 0;
    if (levels > 0) {
      if (symbols.exhausted()) return CodingFault{"the nodes end within a tree", symbols.position()};
      const std::size_t position = symbols.position();
      symbol = symbols.take();
      if (symbol > conditions_.size()) return CodingFault{"node with an unknown condition", position};
    }
    if (symbol == 0) {
      if (leaves.exhausted()) return CodingFault{"the leaves end within a tree", leaves.position()};
      nodes_.push_back({0, 0, true, unzigzag(leaves.take())});
      return {};
    }
    const Condition& condition = conditions_[symbol - 1];
    nodes_.push_back({condition.feature, condition.threshold, false, 0});
    if (auto fault = read_subtree(symbols, leaves, levels - 1)) return fault;
    return read_subtree(symbols, leaves, levels - 1);
  }

  CodingFault fault_here(std::string message) const { return {std::move(message), reader_.position()}; }

  ByteReader reader_;
  std::vector<Condition> conditions_;
  std::vector<Tree::Node> nodes_;  ///< of the tree being read
};

}  // namespace

std::vector<std::uint8_t> encode_trees(const TreeEnsembleSpec& spec) {
  ByteWriter writer;
  writer.f64(spec.quantum);
  writer.u32(static_cast<std::uint32_t>(spec.members.size()));
  for (std::size_t m = 0; m < spec.members.size(); ++m) {
    writer.f64(spec.base[m]);
    writer.u32(static_cast<std::uint32_t>(spec.members[m].size()));
  }

  const std::map<Condition, std::uint16_t> symbol_of = symbols_of(spec);
  writer.u32(static_cast<std::uint32_t>(symbol_of.size()));
  for (const auto& [condition, symbol] : symbol_of) writer.u8(condition.feature);
  for (const auto& [condition, symbol] : symbol_of) writer.u8(condition.threshold);

  std::vector<std::uint16_t> symbols;
  std::vector<std::uint16_t> leaves;
  for (const auto& member : spec.members)
    for (const Tree& tree : member) {
      std::vector<int> levels = {kMaxDepth};  // below each node that is still to come, last first
      for (const Tree::Node& node : tree.nodes) {
        const int below = levels.back();
        levels.pop_back();
        if (node.leaf) leaves.push_back(zigzag(node.value));
        if (below > 0) symbols.push_back(node.leaf ? std::uint16_t{0} : symbol_of.at({node.feature, node.threshold}));
        if (!node.leaf) levels.insert(levels.end(), 2, below - 1);
      }
    }
  writer.u32(static_cast<std::uint32_t>(symbols.size()));
  writer.u32(static_cast<std::uint32_t>(leaves.size()));
  write_split(writer, symbols);
  write_split(writer, leaves);
  return std::move(writer).take();
}

std::variant<TreeEnsembleSpec, CodingFault> decode_trees(std::span<const std::uint8_t> payload) {
  return TreeDecoder(payload).decode();
}

}  // namespace cellar::surrogate
