// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <cellar/space/nb1shot1.hpp>
#include <space/nb101_cells.hpp>

using namespace cellar;
using namespace cellar::space;
using namespace nb101_cells;
using nb1shot1::Configuration;
using nb1shot1::OneShotSpace;

namespace {

constexpr std::array kNumbers = {1, 2, 3};

std::vector<nb101::Key> in_both(int a, int b) {
  const auto first = nb1shot1::space(a).keys(), second = nb1shot1::space(b).keys();
  std::vector<nb101::Key> both;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(both));
  return both;
}

// Parameters whose values differ.
int differences(const Architecture& a, const Architecture& b) {
  int count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i];
  return count;
}

// The wirings' indices are the last digits, operations 0.
std::int64_t wirings(const OneShotSpace& space) {
  std::int64_t operations = 1;
  for (int block = 0; block < space.blocks(); ++block) operations *= nb101::kOperationCount;
  return space.configurations() / operations;
}

Architecture parsed(const OneShotSpace& space, std::string_view text) {
  const auto architecture = space.parse_compact(text);
  REQUIRE_MESSAGE(architecture, (architecture ? "" : architecture.error().text()));
  return *architecture;
}

}  // namespace

TEST_CASE("the spaces have 4, 4 and 5 choice blocks and 14,580, 29,160 and 1,312,200 configurations") {
  const std::array<std::int64_t, 3> raw = {14'580, 29'160, 1'312'200};
  const std::array<std::int64_t, 3> wired = {180, 360, 5'400};
  for (const int number : kNumbers) {
    const OneShotSpace& space = nb1shot1::space(number);
    const auto i = static_cast<std::size_t>(number - 1);
    CHECK(space.name() == "nb1shot1-" + std::to_string(number));
    CHECK(space.blocks() == (number == 3 ? 5 : 4));
    CHECK(space.configurations() == raw[i]);
    CHECK(space.size_text() == std::to_string(raw[i]));
    CHECK(wirings(space) == wired[i]);
    int edges = 0;
    for (int node = 1; node <= space.nodes(); ++node) edges += space.parent_count(node);
    CHECK(edges == 9);
  }
}

TEST_CASE("they reach 2,685, 7,773 and 55,854 cells of NAS-Bench-101, 66,111 together") {
  CHECK(nb1shot1::space(1).keys().size() == 2'685);
  CHECK(nb1shot1::space(2).keys().size() == 7'773);
  CHECK(nb1shot1::space(3).keys().size() == 55'854);
  CHECK(in_both(1, 3).size() == 201);
  CHECK(in_both(1, 2).empty());
  CHECK(in_both(2, 3).empty());
  CHECK(2'685 + 7'773 + 55'854 - 201 == 66'111);
}

TEST_CASE("every configuration has 9 edges and a cell, and different configurations different numbers") {
  for (const int number : kNumbers) {
    const OneShotSpace& space = nb1shot1::space(number);
    const std::int64_t step = number == 3 ? 97 : 1;
    Architecture before;
    for (std::int64_t i = 0; i < space.configurations(); i += step) {
      const Architecture architecture = space.architecture(i);
      REQUIRE(before < architecture);
      REQUIRE(space.drawn_cell(architecture).edge_count() == 9);
      REQUIRE(nb101::find_key(space.drawn_cell(architecture)) == space.key_of(architecture));
      const auto packed = space.pack(space.unpack(architecture));
      REQUIRE(packed);
      REQUIRE(*packed == architecture);
      before = architecture;
    }
  }
}

TEST_CASE("each cell is found at its first configuration, and no other cell is") {
  for (const int number : kNumbers) {
    const OneShotSpace& space = nb1shot1::space(number);
    const auto keys = space.keys();
    for (std::size_t i = 0; i < keys.size(); i += 37) {
      const auto found = space.find(keys[i]);
      REQUIRE(found);
      REQUIRE(space.key_of(*found) == keys[i]);
    }
    CHECK(!space.find(*nb101::find_key(kInception)));  // its input feeds four vertices, its output reads four
  }
  const OneShotSpace& first = nb1shot1::space(1);
  std::set<nb101::Key> seen;
  for (std::int64_t i = 0; i < first.configurations(); ++i) {
    const Architecture architecture = first.architecture(i);
    const bool is_first = seen.insert(first.key_of(architecture)).second;
    REQUIRE((first.find(first.key_of(architecture)) == architecture) == is_first);
  }
}

TEST_CASE("parameters have the original's names and sizes") {
  const std::array<std::vector<int>, 3> sizes = {std::vector{3, 3, 3, 3, 1, 1, 3, 6, 10},
                                                 std::vector{3, 3, 3, 3, 1, 2, 3, 6, 10},
                                                 std::vector{3, 3, 3, 3, 3, 1, 2, 3, 6, 10, 15}};
  for (const int number : kNumbers) {
    const OneShotSpace& space = nb1shot1::space(number);
    std::vector<int> found;
    for (const Parameter& parameter : space.parameters()) found.push_back(parameter.size);
    CHECK(found == sizes[static_cast<std::size_t>(number - 1)]);
    CHECK(space.parameters()[0].name == "choice_block_1_op");
    CHECK(space.parameters()[static_cast<std::size_t>(space.blocks())].name == "choice_block_1_parents");
    CHECK(space.parameters().back().name == "choice_block_" + std::to_string(space.nodes()) + "_parents");
    base::Rng rng(8);
    for (int i = 0; i < 1'000; ++i) {
      const Architecture architecture = space.sample(rng);
      REQUIRE(space.from_parameters(space.to_parameters(architecture)) == architecture);
    }
  }
}

TEST_CASE("samples are uniform in every parameter") {
  base::Rng rng(1);
  constexpr int kSamples = 20'000;
  const OneShotSpace& space = nb1shot1::space(3);
  std::vector<std::vector<int>> counts;
  for (const Parameter& parameter : space.parameters()) counts.emplace_back(parameter.size);
  for (int i = 0; i < kSamples; ++i) {
    const Architecture architecture = space.sample(rng);
    for (std::size_t j = 0; j < counts.size(); ++j) ++counts[j][architecture[j]];
  }
  for (const auto& of_values : counts) {
    const double expected = static_cast<double>(kSamples) / static_cast<double>(of_values.size());
    double statistic = 0;
    for (const int count : of_values) statistic += (count - expected) * (count - expected) / expected;
    const auto freedom = static_cast<double>(of_values.size() - 1);
    CHECK(statistic < freedom + 14 + 2 * freedom);  // above the 99.9th percentile for up to 14 degrees of freedom
  }
}

TEST_CASE("a mutation changes one operation, or one parent of one node, each half of the time") {
  base::Rng rng(2);
  for (const int number : kNumbers) {
    const OneShotSpace& space = nb1shot1::space(number);
    Architecture architecture = space.sample(rng);
    constexpr int kMutations = 10'000;
    int operations = 0;
    for (int i = 0; i < kMutations; ++i) {
      const Architecture child = space.mutate(architecture, rng);
      REQUIRE(differences(architecture, child) == 1);
      const Configuration before = space.unpack(architecture), after = space.unpack(child);
      if (before.operations != after.operations) {
        ++operations;
      } else {
        for (std::size_t node = 0; node < before.parents.size(); ++node) {
          const auto changed = static_cast<std::uint32_t>(before.parents[node] ^ after.parents[node]);
          REQUIRE((changed == 0 || std::popcount(changed) == 2));
        }
      }
      architecture = child;
    }
    CHECK(operations > kMutations / 2 - 200);  // four standard deviations
    CHECK(operations < kMutations / 2 + 200);
  }
}

TEST_CASE("neighbours are every other value of every parameter, in order") {
  const std::array<std::size_t, 3> counts = {24, 25, 41};
  base::Rng rng(3);
  for (const int number : kNumbers) {
    const OneShotSpace& space = nb1shot1::space(number);
    const Architecture architecture = space.sample(rng);
    const auto neighbours = space.neighbours(architecture);
    REQUIRE(neighbours.size() == counts[static_cast<std::size_t>(number - 1)]);
    std::pair<std::size_t, int> before{0, -1};
    for (const Architecture& neighbour : neighbours) {
      REQUIRE(differences(architecture, neighbour) == 1);
      std::size_t changed = 0;
      while (neighbour[changed] == architecture[changed]) ++changed;
      const std::pair<std::size_t, int> now{changed, neighbour[changed]};
      REQUIRE(before < now);
      REQUIRE(neighbour[changed] < space.parameters()[changed].size);
      before = now;
    }
  }
}

TEST_CASE("a configuration is drawn with its loose ends, which its cell has not") {
  const OneShotSpace& space = nb1shot1::space(1);
  const Architecture architecture = parsed(space, "[[0, 1, 2, 0], [[0], [0, 1], [0, 1], [0, 2], [2, 4]]]");
  const Cell drawn = cell({c3, c1, mp, c3}, {{0, 1}, {0, 2}, {1, 2}, {0, 3}, {1, 3}, {0, 4}, {2, 4}, {2, 5}, {4, 5}});
  CHECK(space.drawn_cell(architecture) == drawn);
  const Cell pruned = cell({c3, c1, c3}, {{0, 1}, {0, 2}, {1, 2}, {0, 3}, {2, 3}, {2, 4}, {3, 4}});
  CHECK(space.key_of(architecture) == nb101::find_key(pruned));
}

TEST_CASE("a matrix is the configuration it draws, else the first that is its cell") {
  base::Rng rng(4);
  for (const int number : kNumbers) {
    const OneShotSpace& space = nb1shot1::space(number);
    for (int i = 0; i < 500; ++i) {
      const Architecture architecture = space.sample(rng);
      const auto drawn = space.from_matrix(nb101::to_matrix(space.drawn_cell(architecture)));
      REQUIRE(drawn);
      REQUIRE(*drawn == architecture);
      const nb101::Key key = space.key_of(architecture);
      const auto pruned = space.from_matrix(nb101::to_matrix(nb101::cell_of(key)));
      REQUIRE(pruned);
      REQUIRE(space.key_of(*pruned) == key);
    }
    const auto foreign = space.from_matrix(nb101::to_matrix(kInception));
    REQUIRE(!foreign);
    CHECK(foreign.error().code == base::ErrorCode::out_of_space);
    CHECK(foreign.error().message.starts_with("a cell of NAS-Bench-101, but not of nb1shot1-"));
  }
}

TEST_CASE("weights are discretised to the largest, ties to the first") {
  const OneShotSpace& space = nb1shot1::space(2);  // parents 1, 1, 2, 2, 3
  nb1shot1::ChoiceWeights weights;
  weights.operations = {{0.2, 0.5, 0.3}, {0.6, 0.3, 0.1}, {0.1, 0.2, 0.7}, {0.3, 0.3, 0.3}};
  weights.inputs = {{}, {0.4, 0.6}, {0.1, 0.5, 0.4}, {0.1, 0.2, 0.1, 0.1}, {0.2, 0.2, 0.2, 0.3, 0.1}};
  CHECK(space.to_compact(space.discretise(weights)) == "[[0, 2, 1, 2], [[0], [1], [1, 2], [0, 1], [0, 1, 3]]]");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  weights.inputs[4] = {nan, nan, nan, nan, nan};
  CHECK(space.unpack(space.discretise(weights)).parents[4] == 0b111);
}

// The original's rule: from 0/1 weights of any configuration comes that configuration.
TEST_CASE("a configuration's own weights give it back") {
  base::Rng rng(5);
  // Where an operation stands in a supernet's order.
  constexpr std::array<std::size_t, 3> kPlace = {1, 2, 0};
  for (const int number : kNumbers) {
    const OneShotSpace& space = nb1shot1::space(number);
    for (int i = 0; i < 300; ++i) {
      const Architecture architecture = space.sample(rng);
      const Configuration configuration = space.unpack(architecture);
      nb1shot1::ChoiceWeights weights;
      for (int block = 0; block < space.blocks(); ++block) {
        auto& row = weights.operations.emplace_back();
        row[kPlace[static_cast<std::size_t>(configuration.operations[static_cast<std::size_t>(block)])]] = 1;
      }
      for (int node = 1; node <= space.nodes(); ++node) {
        auto& row = weights.inputs.emplace_back();
        for (int parent = 0; parent < node; ++parent)
          row.push_back(configuration.parents[static_cast<std::size_t>(node - 1)] >> parent & 1);
      }
      REQUIRE(space.discretise(weights) == architecture);
    }
  }
}

TEST_CASE("the compact form is read back, and its errors name the place") {
  base::Rng rng(6);
  for (const int number : kNumbers) {
    const OneShotSpace& space = nb1shot1::space(number);
    for (int i = 0; i < 1'000; ++i) {
      const Architecture architecture = space.sample(rng);
      REQUIRE(parsed(space, space.to_compact(architecture)) == architecture);
    }
  }
  const OneShotSpace& space = nb1shot1::space(1);
  const auto error = [&](std::string_view text) {
    const auto architecture = space.parse_compact(text);
    REQUIRE(!architecture);
    return architecture.error().text();
  };
  CHECK(parsed(space, "((0,1,2,0),((0),(1,0),[0,1],[0,2],[4,2]))") ==
        parsed(space, "[[0, 1, 2, 0], [[0], [0, 1], [0, 1], [0, 2], [2, 4]]]"));
  CHECK(error("[[0, 1, 3, 0], []]") ==
        "operations[2]: unknown operation 3; known: 0 (conv3x3-bn-relu), 1 (conv1x1-bn-relu), 2 (maxpool3x3)");
  CHECK(error("[[0, 1, 2], []]") == "operations[3]: expected ',', found ']' at character 10");
  CHECK(error("[[0, 1, 2, 0, 0], []]") == "operations: expected ']', found ',' at character 13");
  CHECK(error("[[0, 1, 2, 0], [[0], [0, 2], [0, 1], [0, 2], [2, 4]]]") ==
        "parents[1]: parent 2 does not come before this node; known: 0 to 1");
  CHECK(error("[[0, 1, 2, 0], [[0], [0, 1], [0, 1], [0, 0], [2, 4]]]") == "parents[3]: parent 0 is given twice");
  CHECK(error("[[0, 1, 2, 0], [[0], [0, 1], [0, 1], [0, 2], [2, 3, 4]]]") ==
        "parents[4]: parents [2, 3, 4]; in nb1shot1-1 this node has 2 of the nodes 0 to 4");
  CHECK(error("[[0, 1, 2, 0], [[0], [0, 1], [0, 1], [0, 2], []]]").starts_with("parents[4]: parents []; in nb1shot1"));
  CHECK(error("[[0, 1, 2, 0], [[0], [0, 1], [0, 1], [0, 2], [2, 4]]] x") ==
        "expected the end of the text, found 'x' at character 55");
  CHECK(error("hello").starts_with("expected '['"));
}
