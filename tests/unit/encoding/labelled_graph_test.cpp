// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include <cellar/encoding/darts_encodings.hpp>
#include <cellar/encoding/labelled_graph.hpp>
#include <cellar/space/nb1shot1.hpp>

using namespace cellar;
using encoding::GraphEncoding;
using encoding::LabelledGraph;

namespace {

void check_within(const LabelledGraph& graph, const encoding::GraphVocabulary& vocabulary) {
  REQUIRE(graph.nodes.size() <= static_cast<std::size_t>(vocabulary.nodes));
  for (const std::uint8_t type : graph.nodes) REQUIRE(type < vocabulary.node_types);
  for (const auto& edge : graph.edges) {
    REQUIRE(edge.source < graph.nodes.size());
    REQUIRE(edge.target < graph.nodes.size());
    REQUIRE(edge.type < vocabulary.edge_types);
  }
}

}  // namespace

TEST_CASE("the graph of a DARTS architecture is that of its encoding") {
  const auto& space = space::darts::space();
  const auto encoding = GraphEncoding::of(space);
  REQUIRE(encoding);
  base::Rng rng(1);
  for (int time = 0; time < 100; ++time) {
    const auto architecture = space.sample(rng);
    const LabelledGraph graph = encoding->graph(architecture);
    const auto expected = encoding::darts::graph(space::darts::unpack(architecture));
    check_within(graph, encoding->vocabulary());
    REQUIRE(std::equal(graph.edges.begin(), graph.edges.end(), expected.edges.begin(), expected.edges.end()));
    REQUIRE(std::equal(graph.nodes.begin(), graph.nodes.end(), expected.nodes.begin(), expected.nodes.end(),
                       [](std::uint8_t a, encoding::darts::NodeType b) { return a == static_cast<int>(b); }));
  }
}

TEST_CASE("a cell of NAS-Bench-101 has its operations on its nodes") {
  const auto cell = space::nb101::canonical(*space::nb101::parse_compact("[[0, 2], [(0, 1), (0, 2), (1, 3), (2, 3)]]"));
  REQUIRE(cell);
  const auto encoding = GraphEncoding::of(space::nb101::space());
  REQUIRE(encoding);
  const LabelledGraph graph = encoding->graph(space::nb101::pack(*cell));
  check_within(graph, encoding->vocabulary());
  CHECK(graph.nodes.front() == 0);
  CHECK(graph.nodes.back() == 4);
  CHECK(graph.nodes[1] + graph.nodes[2] == 1 + 3);  // either order: a convolution of 3 x 3 and a pooling
  const LabelledGraph expected{graph.nodes, {{0, 1, 0}, {0, 2, 0}, {1, 3, 0}, {2, 3, 0}}};
  CHECK(graph == expected);
}

TEST_CASE("architectures of NAS-Bench-1Shot1 that are one cell have one graph") {
  for (int number = 1; number <= space::nb1shot1::kSpaces; ++number) {
    const auto& space = space::nb1shot1::space(number);
    const auto encoding = GraphEncoding::of(space);
    REQUIRE(encoding);
    base::Rng rng(number);
    for (int time = 0; time < 50; ++time) {
      const auto architecture = space.sample(rng);
      const LabelledGraph graph = encoding->graph(architecture);
      check_within(graph, encoding->vocabulary());
      const auto same_cell = space::nb101::pack(space::nb101::cell_of(space.key_of(architecture)));
      REQUIRE(graph == GraphEncoding::of(space::nb101::space())->graph(same_cell));
    }
  }
}

TEST_CASE("elements of the set name edge and ends") {
  const LabelledGraph graph{{0, 2, 1}, {{0, 1, 3}, {1, 2, 0}}};
  const encoding::GraphVocabulary vocabulary{3, 4, 5};
  CHECK(encoding::edge_features(vocabulary) == 4 + 5 + 5 + 3 + 3);
  const std::vector<std::uint16_t> expected{3, 4 + 0, 9 + 1, 14 + 0, 17 + 2,   //
                                            0, 4 + 1, 9 + 2, 14 + 2, 17 + 1};
  CHECK(encoding::edge_set(graph, vocabulary) == expected);
}
