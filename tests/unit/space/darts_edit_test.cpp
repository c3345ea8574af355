// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cellar/space/darts_edit.hpp>

using namespace cellar;
using space::darts::Edit;
using space::darts::Operation;

namespace {

// Sources 0 and 1 everywhere, so that every other source of a node lies behind both.
space::darts::Genotype plain() {
  space::darts::Genotype genotype;
  for (std::size_t i = 0; i < space::darts::kEdgesPerCell; ++i)
    genotype.normal.edges[i] = genotype.reduce.edges[i] = {static_cast<std::uint8_t>(i % 2), Operation::sep_conv_3x3};
  return genotype;
}

}  // namespace

TEST_CASE("an edit of an operation names its edge and both operations") {
  auto after = plain();
  after.reduce.edges[5].operation = Operation::skip_connect;
  const Edit edit = edit_between(plain(), after);
  CHECK(edit.cell == 1);
  CHECK(edit.edge == 5);
  CHECK(edit.kind == Edit::Kind::operation);
  CHECK(edit.from.operation == Operation::sep_conv_3x3);
  CHECK(edit.to.operation == Operation::skip_connect);
}

TEST_CASE("an edit of a source names the place before the edges of the node are sorted again") {
  auto after = plain();
  after.normal.edges[2] = {1, Operation::sep_conv_3x3};
  after.normal.edges[3] = {2, Operation::sep_conv_3x3};  // 0 became 2 and moved behind 1
  const Edit edit = edit_between(plain(), after);
  CHECK(edit.cell == 0);
  CHECK(edit.edge == 2);
  CHECK(edit.kind == Edit::Kind::source);
  CHECK(edit.from.source == 0);
  CHECK(edit.to.source == 2);
}

TEST_CASE("the 120 neighbours are 120 different edits, each of which leads to its neighbour") {
  const auto& space = space::darts::space();
  base::Rng rng(1);
  const auto architecture = space.sample(rng);
  const auto before = space::darts::unpack(architecture);
  for (const auto& neighbour : space.neighbours(architecture)) {
    const Edit edit = edit_between(before, space::darts::unpack(neighbour));
    auto edited = before;
    (edit.cell == 0 ? edited.normal : edited.reduce).edges[static_cast<std::size_t>(edit.edge)] = edit.to;
    const auto canonical = space::darts::canonical(edited);
    REQUIRE(canonical);
    CHECK(space::darts::pack(*canonical) == neighbour);
  }
}
