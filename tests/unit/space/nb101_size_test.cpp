// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstring>
#include <vector>

#include <cellar/space/nb101_enumeration.hpp>
#include <shared_data.hpp>
#include <space/nb101_cells.hpp>

using namespace cellar;
using namespace cellar::space::nb101;
using namespace nb101_cells;

namespace {

std::vector<int> channels(const Cell& cell, int input, int output) {
  const auto all = vertex_channels(cell, input, output);
  return {all.begin(), all.begin() + cell.vertices};
}

std::int64_t parameters(const Cell& cell) { return network_size(cell).parameters; }

// Values of an array file of doubles (NumPy format 1.0): a header that ends in a line end, then the numbers.
std::vector<double> npy_values(const std::string& file, std::size_t count) {
  const std::string bytes = read_shared_data(file);
  std::vector<double> values(count);
  REQUIRE(bytes.size() > count * sizeof(double));
  const std::size_t header = bytes.size() - count * sizeof(double);
  REQUIRE(bytes[header - 1] == '\n');
  std::memcpy(values.data(), bytes.data() + header, count * sizeof(double));
  return values;
}

}  // namespace

// The first four are from NAS-Bench-101's own tests (model_builder_test.py).
TEST_CASE("channels of the vertices") {
  CHECK(channels(cell({c3, c3}, {{0, 1}, {1, 2}, {2, 3}}), 8, 16) == std::vector{8, 16, 16, 16});
  CHECK(channels(cell({c3, c3}, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}), 7, 15) == std::vector{7, 8, 7, 15});
  CHECK(channels(cell({c3, c3, c3}, {{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 4}}), 8, 8) ==
        std::vector{8, 3, 3, 2, 8});
  CHECK(channels(cell({}, {{0, 1}}), 8, 16) == std::vector{8, 16});
  // 1 feeds 2 and 3, whose widths are 8 and 7, and no output.
  CHECK(channels(cell({c3, c3, c3}, {{0, 1}, {1, 2}, {1, 3}, {2, 4}, {3, 4}}), 4, 15) == std::vector{4, 8, 8, 7, 15});
}

TEST_CASE("parameters are those of published networks") {
  CHECK(parameters(kRecord) == 8'555'530);
  CHECK(parameters(kInception) == 2'694'282);
  CHECK(parameters(cell({c3}, {{0, 1}, {1, 2}})) == 10'177'674);
  CHECK(parameters(cell({}, {{0, 1}})) == 882'570);
}

TEST_CASE("both known cells are the representatives, which NAS-Bench-101 trained") {
  for (const Cell& known : {kRecord, kInception})
    CHECK(parameters(cell_of(*find_key(known))) == parameters(known));
}

// Input to output only: a stem of 27 * 128 weights, nine 1 x 1 convolutions and the classifier.
TEST_CASE("multiply-adds and FLOPs of the smallest cell") {
  const std::int64_t stem = 27 * 128 * 1024;
  const std::int64_t first = (3 * 128 * 128) * 1024;
  const std::int64_t second = (128 * 256 + 2 * 256 * 256) * 256;
  const std::int64_t third = (256 * 512 + 2 * 512 * 512) * 64;
  const auto size = network_size(cell({}, {{0, 1}}));
  CHECK(size.macs == stem + first + second + third + 5120);
  CHECK(size.flops == size.macs + 2 * (4 * 128 * 1024 + 3 * 256 * 256 + 3 * 512 * 64));
}

// This also shows that the list's order is that of the hashes.
TEST_CASE("all 423,624 FLOPs are the published ones" * doctest::skip(!has_shared_data())) {
  const auto published = npy_values("nb101/flops.npy", kCellCount);
  const auto cells = keys_by_hash();
  std::size_t equal = 0;
  for (std::size_t i = 0; i < cells.size(); ++i)
    equal += static_cast<double>(network_size(cell_of(cells[i].key)).flops) == published[i];
  CHECK(equal == kCellCount);
}
