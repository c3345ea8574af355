// SPDX-License-Identifier: Apache-2.0
#include <cellar/surrogate/deep_trees.hpp>

#include <bit>
#include <cmath>
#include <string>

#include <cellar/surrogate/byte_stream.hpp>
#include <cellar/surrogate/tree_ensemble.hpp>

namespace cellar::surrogate {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using Node = DeepTree::Node;

constexpr std::size_t kMemberSize = 12;  // base and number of trees
// Random forests and 20,000 rounds of boosting in each of 256 members fit; the nodes are limited by the bytes.
constexpr std::uint64_t kMaxDeepTrees = 256 * 20'000;

float leaf_reached(const DeepTree& tree, std::span<const std::int16_t> row) {
  std::size_t at = 0;
  while (tree.nodes[at].feature != DeepTree::kLeaf) {
    const Node& node = tree.nodes[at];
    at = row[node.feature] > node.threshold ? node.right : at + 1;
  }
  return tree.nodes[at].leaf;
}

class Decoder {
 public:
  explicit Decoder(std::span<const std::uint8_t> payload) : reader_(payload) {}

  Result<DeepTreeEnsemble> decode() {
    DeepTreeEnsemble ensemble;
    if (const auto read = read_header(ensemble); !read) return read.error();
    if (const auto read = open_streams(); !read) return read.error();
    for (const std::uint32_t count : tree_counts_) {
      auto& member = ensemble.members.emplace_back(count);
      for (DeepTree& tree : member)
        if (const auto read = read_tree(ensemble.features, tree); !read) return read.error();
    }
    if (next_node_ != features_.size()) return damaged("nodes follow after the last tree");
    return ensemble;
  }

 private:
  Error damaged(std::string message) const {
    return {ErrorCode::model_damaged, std::move(message) + "; fetch the model file again",
            "deep trees, byte " + std::to_string(reader_.position())};
  }

  Result<base::Done> read_header(DeepTreeEnsemble& ensemble) {
    ensemble.scale = reader_.f64();
    if (reader_.failed() || !std::isfinite(ensemble.scale)) return damaged("scale is not a finite number");
    ensemble.features = reader_.u32();
    if (ensemble.features == 0 || ensemble.features > DeepTree::kMaxFeatures)
      return damaged("impossible number of features");
    const std::uint32_t members = reader_.u32();
    if (reader_.failed() || members == 0 || members > kMaxMembers || members > reader_.remaining() / kMemberSize)
      return damaged("impossible number of members");
    std::uint64_t trees = 0;
    for (std::uint32_t m = 0; m < members; ++m) {
      ensemble.base.push_back(reader_.f64());
      if (!std::isfinite(ensemble.base.back())) return damaged("base value is not finite");
      tree_counts_.push_back(reader_.u32());
      trees += tree_counts_.back();
    }
    // Every tree has at least one leaf, five bytes.
    if (trees > kMaxDeepTrees || trees > reader_.remaining() / 5) return damaged("impossible number of trees");
    return base::Done{};
  }

  Result<base::Done> open_streams() {
    const std::uint32_t nodes = reader_.u32();
    const std::uint32_t leaves = reader_.u32();
    if (reader_.failed() || leaves > nodes ||
        reader_.remaining() != 2 * std::uint64_t{nodes} + 3 * std::uint64_t{leaves})
      return damaged("the streams of nodes and leaves do not fill the section");
    features_ = reader_.bytes(nodes);
    thresholds_ = reader_.bytes(nodes - leaves);
    leaves_ = ByteReader(reader_.bytes(std::size_t{4} * leaves));
    return base::Done{};
  }

  // `open`: inner nodes whose right child is still to come.
  Result<base::Done> read_tree(std::uint32_t feature_count, DeepTree& tree) {
    nodes_.clear();
    open_.clear();
    for (;;) {
      if (next_node_ == features_.size()) return damaged("the nodes end within a tree");
      const std::uint8_t feature = features_[next_node_++];
      if (feature != DeepTree::kLeaf) {
        if (feature >= feature_count) return damaged("node with a feature that there is not");
        if (next_threshold_ == thresholds_.size()) return damaged("the thresholds end within a tree");
        open_.push_back(nodes_.size());
        nodes_.push_back({feature, static_cast<std::int16_t>(thresholds_[next_threshold_++] - 1), 0, 0});
        continue;
      }
      const float leaf = std::bit_cast<float>(leaves_.u32());
      if (leaves_.failed()) return damaged("the leaves end within a tree");
      if (!std::isfinite(leaf)) return damaged("leaf that is not a finite number");
      nodes_.push_back({DeepTree::kLeaf, 0, leaf, 0});
      if (open_.empty()) break;
      nodes_[open_.back()].right = static_cast<std::uint32_t>(nodes_.size());
      open_.pop_back();
    }
    tree.nodes.assign(nodes_.begin(), nodes_.end());
    return base::Done{};
  }

  ByteReader reader_;
  std::vector<std::uint32_t> tree_counts_;
  std::span<const std::uint8_t> features_, thresholds_;
  ByteReader leaves_{std::span<const std::uint8_t>()};
  std::size_t next_node_ = 0, next_threshold_ = 0;
  std::vector<Node> nodes_;  // of the tree being read
  std::vector<std::size_t> open_;
};

template <class Visit>
void for_each_node(const DeepTreeEnsemble& ensemble, Visit visit) {
  for (const auto& member : ensemble.members)
    for (const DeepTree& tree : member)
      for (const Node& node : tree.nodes) visit(node);
}

}  // namespace

void add_leaves(std::span<const DeepTree> trees, const RowMatrix& rows, std::span<double> sums) {
  for (const DeepTree& tree : trees)  // a tree stays in the cache while all rows walk it
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += leaf_reached(tree, rows.row(i));
}

std::vector<double> predict(const DeepTreeEnsemble& ensemble, const RowMatrix& rows) {
  const std::size_t members = ensemble.members.size();
  std::vector<double> out(rows.rows() * members);
  std::vector<double> sums(rows.rows());
  for (std::size_t m = 0; m < members; ++m) {
    sums.assign(rows.rows(), 0.0);
    add_leaves(ensemble.members[m], rows, sums);
    for (std::size_t i = 0; i < sums.size(); ++i) out[i * members + m] = ensemble.base[m] + ensemble.scale * sums[i];
  }
  return out;
}

std::vector<std::uint8_t> encode_deep_trees(const DeepTreeEnsemble& ensemble) {
  ByteWriter writer;
  writer.f64(ensemble.scale);
  writer.u32(ensemble.features);
  writer.u32(static_cast<std::uint32_t>(ensemble.members.size()));
  for (std::size_t m = 0; m < ensemble.members.size(); ++m) {
    writer.f64(ensemble.base[m]);
    writer.u32(static_cast<std::uint32_t>(ensemble.members[m].size()));
  }
  std::uint32_t nodes = 0, leaves = 0;
  for_each_node(ensemble, [&](const Node& node) { ++nodes, leaves += node.feature == DeepTree::kLeaf; });
  writer.u32(nodes);
  writer.u32(leaves);
  for_each_node(ensemble, [&](const Node& node) { writer.u8(node.feature); });
  for_each_node(ensemble, [&](const Node& node) {
    if (node.feature != DeepTree::kLeaf) writer.u8(static_cast<std::uint8_t>(node.threshold + 1));
  });
  for_each_node(ensemble, [&](const Node& node) {
    if (node.feature == DeepTree::kLeaf) writer.u32(std::bit_cast<std::uint32_t>(node.leaf));
  });
  return std::move(writer).take();
}

Result<DeepTreeEnsemble> decode_deep_trees(std::span<const std::uint8_t> payload) { return Decoder(payload).decode(); }

}  // namespace cellar::surrogate
