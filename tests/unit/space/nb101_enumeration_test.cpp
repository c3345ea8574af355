// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <vector>

#include <cellar/base/sha256.hpp>
#include <cellar/space/nb101_enumeration.hpp>
#include <space/nb101_cells.hpp>

using namespace cellar;
using namespace cellar::space::nb101;
using namespace nb101_cells;

namespace {

// By number of vertices, 2 to 7.
using Counts = std::array<int, 6>;

}  // namespace

TEST_CASE("there are 6,472 labelled wirings") {
  Counts counts{};
  for (const Cell& wiring : wirings()) ++counts[wiring.vertices - 2u];
  CHECK(counts == Counts{1, 2, 10, 121, 1545, 4793});
}

// Together with the hashes below this proves that classes of keys and of hashes are the same: cells of one key are
// isomorphic, so have one hash; cells of different keys have different hashes.
TEST_CASE("each of the 1,293,208 labelled cells is isomorphic to the cell of its key") {
  std::vector<Key> found;
  found.reserve(kLabelledCount);
  Key before = 0;
  int ascending = 0, like_their_key = 0;
  for (std::uint32_t i = 0; i < kLabelledCount; ++i) {
    const Cell cell = labelled_cell(i);
    ascending += number(cell) > before;  // the order of the enumeration
    before = number(cell);
    const Key key = find_key(cell).value_or(0);
    like_their_key += isomorphic(cell, cell_of(key));
    found.push_back(key);
  }
  CHECK(ascending == kLabelledCount);
  CHECK(like_their_key == kLabelledCount);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  CHECK(found == all_keys());
}

TEST_CASE("there are 423,624 cells: 1, 6, 84, 2,441, 62,010 and 359,082 of 2 to 7 vertices") {
  const auto keys = all_keys();
  CHECK(keys.size() == kCellCount);
  Counts counts{};
  for (const Key key : keys) ++counts[cell_of(key).vertices - 2u];
  CHECK(counts == Counts{1, 6, 84, 2441, 62010, 359082});
}

TEST_CASE("their hashes are all different") {
  const auto hashed = keys_by_hash();
  REQUIRE(hashed.size() == kCellCount);
  const auto out_of_order = [](const HashedKey& a, const HashedKey& b) { return a.hash >= b.hash; };
  CHECK(std::adjacent_find(hashed.begin(), hashed.end(), out_of_order) == hashed.end());
}

TEST_CASE("in the order of their hashes stand the cells that published lists have there") {
  CHECK(base::to_hex(keys_by_hash()[0].hash) == "00005c142e6f48ac74fdcf73e3439874");
  CHECK(keys_by_hash()[0].key == find_key(kRecord));
  CHECK(keys_by_hash()[67206].key == find_key(kInception));
}

TEST_CASE("a cell is found by its hash") {
  const auto hashed = keys_by_hash();
  for (std::size_t i = 0; i < hashed.size(); i += 1009) REQUIRE(find_key(hashed[i].hash) == hashed[i].key);
  CHECK(find_key(hash(kInception)) == find_key(kInception));
  base::Md5Digest unknown = hash(kInception);
  unknown[15] ^= 1;
  CHECK(!find_key(unknown));
}
