// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include <cellar/space/darts.hpp>

using namespace cellar;
using namespace cellar::space::darts;
using space::Architecture;

namespace {

constexpr int kTimes = 2000;

// All edges read 0 and 1 through one operation.
Genotype uniform_genotype(Operation operation) {
  Genotype genotype{};
  for (std::size_t i = 0; i < kEdgesPerCell; ++i)
    genotype.normal.edges[i] = genotype.reduce.edges[i] = {static_cast<std::uint8_t>(i % 2), operation};
  return genotype;
}

bool is_canonical(const Architecture& architecture) {
  const auto checked = canonical(unpack(architecture));
  return checked && pack(*checked) == architecture;
}

// Edges (target, source, operation) of one architecture that the other does not have.
int edges_not_in(const Architecture& a, const Architecture& b) {
  int count = 0;
  for (std::size_t edge = 0; edge < 16; ++edge) {
    const std::size_t node = edge & ~std::size_t{1};
    const auto same = [&](std::size_t other) {
      return a[2 * edge] == b[2 * other] && a[2 * edge + 1] == b[2 * other + 1];
    };
    count += !same(node) && !same(node + 1);
  }
  return count;
}

double chi_square(const std::vector<int>& counts) {
  double total = 0, sum = 0;
  for (const int count : counts) total += count;
  const double expected = total / static_cast<double>(counts.size());
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

}  // namespace

TEST_CASE("the space has 1,037,664,180 cells and the exact square of it architectures") {
  CHECK(kCellCount == 1 * 3 * 6 * 10 * 5'764'801LL);
  CHECK(space::darts::space().size_text() == "1076746950455072400");
  CHECK(space::darts::space().name() == "darts");
}

TEST_CASE("candidate edges are numbered by target, then source") {
  int expected = 0;
  for (int target = 2; target < 6; ++target)
    for (int source = 0; source < target; ++source) CHECK(candidate_edge(target, source) == expected++);
  CHECK(expected == kCandidateEdges);
}

TEST_CASE("canonical sorts the two edges of a node, so that two spellings become one") {
  base::Rng rng(1);
  for (int i = 0; i < kTimes; ++i) {
    const Genotype genotype = unpack(space::darts::space().sample(rng));
    Genotype swapped = genotype;
    for (std::size_t edge = 0; edge < kEdgesPerCell; edge += 2) {
      if (rng.below(2) == 0) std::swap(swapped.normal.edges[edge], swapped.normal.edges[edge + 1]);
      if (rng.below(2) == 0) std::swap(swapped.reduce.edges[edge], swapped.reduce.edges[edge + 1]);
    }
    const auto restored = canonical(swapped);
    REQUIRE(restored);
    REQUIRE(*restored == genotype);
  }
}

TEST_CASE("canonical names the edge that is not of the space") {
  const auto error_of = [](Genotype genotype) {
    const auto checked = canonical(genotype);
    REQUIRE(!checked);
    CHECK(checked.error().code == base::ErrorCode::out_of_space);
    return checked.error().text();
  };
  Genotype duplicate = uniform_genotype(Operation::skip_connect);
  duplicate.reduce.edges[5].source = 0;
  CHECK(error_of(duplicate) == "reduce[5]: node 4 reads source 0 twice; give it two different sources");
  Genotype future = uniform_genotype(Operation::skip_connect);
  future.normal.edges[3].source = 3;
  CHECK(error_of(future) == "normal[3]: source 3 does not exist yet at node 3; known: 0 to 2");
  Genotype unknown = uniform_genotype(Operation::skip_connect);
  unknown.normal.edges[7].operation = static_cast<Operation>(7);
  CHECK(error_of(unknown) == "normal[7]: unknown operation 7; known: 0 to 6");
}

TEST_CASE("pack and unpack are inverse, and place the choices as documented") {
  Genotype genotype = uniform_genotype(Operation::max_pool_3x3);
  genotype.reduce.edges[3] = {2, Operation::dil_conv_5x5};
  const Architecture architecture = pack(genotype);
  CHECK(architecture.size() == 32);
  CHECK(architecture[16 + 2 * 3] == 2);
  CHECK(architecture[16 + 2 * 3 + 1] == 6);
  CHECK(unpack(architecture) == genotype);
}

TEST_CASE("samples are canonical and uniform in operations and in pairs of sources") {
  base::Rng rng(11);
  std::vector<std::vector<int>> operations(16, std::vector<int>(kOperationCount));
  std::vector<std::vector<int>> pairs(8);  // by cell and node
  for (std::size_t node = 0; node < 8; ++node) pairs[node].resize(std::array{1, 3, 6, 10}[node % 4]);
  constexpr int kSamples = 20'000;
  for (int i = 0; i < kSamples; ++i) {
    const Architecture architecture = space::darts::space().sample(rng);
    REQUIRE(is_canonical(architecture));
    for (std::size_t edge = 0; edge < 16; ++edge) ++operations[edge][architecture[2 * edge + 1]];
    for (std::size_t node = 0; node < 8; ++node) {
      const int a = architecture[4 * node], b = architecture[4 * node + 2];
      ++pairs[node][static_cast<std::size_t>(b * (b - 1) / 2 + a)];  // pairs a < b by b, then a
    }
  }
  // 99.9th percentiles of chi-square; of 16 + 6 statistics one would exceed them with probability 0.02, and the seed is
  // fixed.
  for (const auto& counts : operations) CHECK(chi_square(counts) < 22.46);  // 6 degrees of freedom
  for (std::size_t cell = 0; cell < 2; ++cell) {
    CHECK(pairs[4 * cell] == std::vector{kSamples});
    CHECK(chi_square(pairs[4 * cell + 1]) < 13.82);  // 2
    CHECK(chi_square(pairs[4 * cell + 2]) < 20.52);  // 5
    CHECK(chi_square(pairs[4 * cell + 3]) < 27.88);  // 9
  }
}

TEST_CASE("an architecture has 120 neighbours, all different, valid and one edge away") {
  base::Rng rng(12);
  for (int i = 0; i < 200; ++i) {
    const Architecture architecture = space::darts::space().sample(rng);
    const auto neighbours = space::darts::space().neighbours(architecture);
    REQUIRE(neighbours.size() == 120);
    REQUIRE(std::set<Architecture>(neighbours.begin(), neighbours.end()).size() == 120);
    for (const Architecture& neighbour : neighbours) {
      REQUIRE(is_canonical(neighbour));
      REQUIRE(edges_not_in(neighbour, architecture) == 1);
      REQUIRE(edges_not_in(architecture, neighbour) == 1);
    }
  }
}

TEST_CASE("being a neighbour is mutual") {
  base::Rng rng(13);
  const Architecture architecture = space::darts::space().sample(rng);
  for (const Architecture& neighbour : space::darts::space().neighbours(architecture)) {
    const auto back = space::darts::space().neighbours(neighbour);
    CHECK(std::count(back.begin(), back.end(), architecture) == 1);
  }
}

TEST_CASE("neighbours come by operation, then by source, each by cell, edge and new value") {
  const Genotype genotype = uniform_genotype(Operation::avg_pool_3x3);
  const auto neighbours = space::darts::space().neighbours(pack(genotype));
  Genotype expected = genotype;
  expected.normal.edges[0].operation = Operation::max_pool_3x3;
  CHECK(neighbours[0] == pack(expected));
  expected.normal.edges[0].operation = Operation::skip_connect;
  CHECK(neighbours[1] == pack(expected));
  expected = genotype;
  expected.reduce.edges[7].operation = Operation::dil_conv_5x5;
  CHECK(neighbours[95] == pack(expected));
  expected = genotype;  // 0 of node 3 becomes 2: the edges change places
  expected.normal.edges[2] = {1, Operation::avg_pool_3x3};
  expected.normal.edges[3] = {2, Operation::avg_pool_3x3};
  CHECK(neighbours[96] == pack(expected));
  expected = genotype;
  expected.reduce.edges[7].source = 4;
  CHECK(neighbours[119] == pack(expected));
}

TEST_CASE("a mutation changes one edge and stays in the space") {
  base::Rng rng(14);
  const auto& darts = space::darts::space();
  Architecture architecture = darts.sample(rng);
  for (int i = 0; i < kTimes; ++i) {
    const Architecture child = darts.mutate(architecture, rng);
    REQUIRE(child != architecture);
    REQUIRE(is_canonical(child));
    REQUIRE(edges_not_in(child, architecture) == 1);
    architecture = child;
  }
}

// Edges of node 2 have no other source: 4 of 16 edges always change their operation, the others half the time.
TEST_CASE("mutations reach every neighbour with the documented probabilities") {
  base::Rng rng(15);
  const auto& darts = space::darts::space();
  const Architecture architecture = darts.sample(rng);
  const auto neighbours = darts.neighbours(architecture);
  constexpr int kMutations = 96'000;
  std::vector<int> counts(neighbours.size());
  for (int i = 0; i < kMutations; ++i) {
    const auto found = std::find(neighbours.begin(), neighbours.end(), darts.mutate(architecture, rng));
    REQUIRE(found != neighbours.end());
    ++counts[static_cast<std::size_t>(found - neighbours.begin())];
  }
  double statistic = 0;
  const auto add = [&](std::size_t neighbour, double probability) {
    const double expected = kMutations * probability;
    statistic += (counts[neighbour] - expected) * (counts[neighbour] - expected) / expected;
  };
  for (std::size_t i = 0; i < 96; ++i) add(i, i / 6 % 8 < 2 ? 1.0 / 16 / 6 : 1.0 / 16 / 2 / 6);
  std::size_t next = 96;
  for (int cell = 0; cell < 2; ++cell)
    for (int edge = 2; edge < 8; ++edge)
      for (int other = 0; other < target_of(edge) - 2; ++other) add(next++, 1.0 / 16 / 2 / (target_of(edge) - 2));
  REQUIRE(next == 120);
  CHECK(statistic < 173.6);  // 99.9th percentile of chi-square, 119 degrees of freedom
}

TEST_CASE("depth is that of the deepest node") {
  Cell cell = uniform_genotype(Operation::skip_connect).normal;
  CHECK(depth(cell) == 1);
  cell.edges[7].source = 3;
  CHECK(depth(cell) == 2);
  for (std::size_t edge = 2; edge < kEdgesPerCell; ++edge)  // node n reads n - 2 and n - 1
    cell.edges[edge].source = static_cast<std::uint8_t>(edge / 2 + edge % 2);
  CHECK(depth(cell) == 4);
}

TEST_CASE("convolutions are counted over both cells") {
  CHECK(convolutions(uniform_genotype(Operation::skip_connect)) == 0);
  CHECK(convolutions(uniform_genotype(Operation::dil_conv_3x3)) == 16);
  Genotype genotype = uniform_genotype(Operation::max_pool_3x3);
  genotype.reduce.edges[0].operation = Operation::sep_conv_3x3;
  CHECK(convolutions(genotype) == 1);
}
