// SPDX-License-Identifier: Apache-2.0
#include <cellar/space/nb101_enumeration.hpp>

#include <algorithm>

namespace cellar::space::nb101 {
namespace {

// Every vertex but the output has a successor and every one but the input a predecessor. In an acyclic graph this
// says that all lie on paths from input to output.
bool is_pruned(const Cell& cell) {
  std::uint32_t with_successor = 0;
  for (int target = 1; target < cell.vertices; ++target) {
    const std::uint32_t sources = cell.sources(target);
    if (sources == 0) return false;
    with_successor |= sources;
  }
  return with_successor == (1u << (cell.vertices - 1)) - 1;
}

std::uint32_t labellings(const Cell& wiring) {
  std::uint32_t count = 1;
  for (int vertex = 0; vertex < wiring.interior(); ++vertex) count *= kOperationCount;
  return count;
}

// The wiring with operations in product order: the last vertex changes fastest.
Cell labelled(Cell wiring, std::uint32_t labelling) {
  for (int vertex = wiring.interior(); vertex >= 1; --vertex, labelling /= kOperationCount)
    wiring.set_operation(vertex, static_cast<Operation>(labelling % kOperationCount));
  return wiring;
}

struct Wirings {
  std::vector<Cell> cells;
  std::vector<std::uint32_t> ends;  // labelled cells up to and with each wiring

  Wirings() {
    for (int vertices = kMinVertices; vertices <= kMaxVertices; ++vertices)
      for (std::uint32_t edges = 0; edges < 1u << edge_number(0, vertices); ++edges) {
        if (std::popcount(edges) > kMaxEdges) continue;
        const Cell cell{static_cast<std::uint8_t>(vertices), edges, {}};
        if (!is_pruned(cell)) continue;
        cells.push_back(cell);
        ends.push_back((ends.empty() ? 0 : ends.back()) + labellings(cell));
      }
  }
};

const Wirings& all_wirings() {
  static const Wirings wirings;
  return wirings;
}

bool same_wiring(Key a, Key b) {
  const Cell first = cell_of(a), second = cell_of(b);
  return first.vertices == second.vertices && first.edges == second.edges;
}

bool by_hash(const HashedKey& a, const HashedKey& b) { return a.hash < b.hash; }

std::vector<HashedKey> hash_all() {
  const std::vector<Key> keys = all_keys();
  std::vector<HashedKey> hashed;
  hashed.reserve(keys.size());
  for (std::size_t first = 0; first < keys.size();) {
    std::array<Cell, base::kMd5Lanes> cells;
    std::size_t count = 0;  // of the cells from `first` on that share its wiring and fit
    while (count < cells.size() && first + count < keys.size() && same_wiring(keys[first], keys[first + count])) {
      cells[count] = cell_of(keys[first + count]);
      ++count;
    }
    std::fill(cells.begin() + static_cast<std::ptrdiff_t>(count), cells.end(), cells[0]);
    const auto hashes = hash_lanes(cells);
    for (std::size_t i = 0; i < count; ++i) hashed.push_back({hashes[i], keys[first + i]});
    first += count;
  }
  std::sort(hashed.begin(), hashed.end(), by_hash);
  return hashed;
}

}  // namespace

std::span<const Cell> wirings() { return all_wirings().cells; }

Cell labelled_cell(std::uint32_t index) {
  const Wirings& all = all_wirings();
  const auto end = std::upper_bound(all.ends.begin(), all.ends.end(), index);
  const Cell& wiring = all.cells[static_cast<std::size_t>(end - all.ends.begin())];
  return labelled(wiring, index + labellings(wiring) - *end);
}

std::vector<Key> all_keys() {
  std::vector<Key> keys;
  keys.reserve(kCellCount);
  for (const Cell& wiring : wirings())
    for (std::uint32_t labelling = 0; labelling < labellings(wiring); ++labelling) {
      const Key own = number(labelled(wiring, labelling));
      if (find_key(cell_of(own)) == own) keys.push_back(own);
    }
  return keys;
}

std::span<const HashedKey> keys_by_hash() {
  static const std::vector<HashedKey> hashed = hash_all();
  return hashed;
}

std::optional<Key> find_key(const base::Md5Digest& hash) {
  const std::span<const HashedKey> hashed = keys_by_hash();
  const auto found = std::lower_bound(hashed.begin(), hashed.end(), HashedKey{hash, 0}, by_hash);
  if (found == hashed.end() || found->hash != hash) return std::nullopt;
  return found->key;
}

}  // namespace cellar::space::nb101
