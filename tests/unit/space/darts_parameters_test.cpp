// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <cellar/space/darts.hpp>

using namespace cellar;
using namespace cellar::space::darts;

TEST_CASE("22 independent parameters make up exactly the DARTS space") {
  std::int64_t per_cell = 1;
  REQUIRE(parameters().size() == 22);
  for (std::size_t i = 0; i < 11; ++i) {
    per_cell *= parameters()[i].size;
    CHECK(parameters()[i].size == parameters()[11 + i].size);
  }
  CHECK(per_cell == kCellCount);
  CHECK(parameters()[0].name == "inputs_node_normal_3");
  CHECK(parameters()[10].name == "op_normal_7");
  CHECK(parameters()[11].name == "inputs_node_reduce_3");
}

TEST_CASE("genotypes and combinations of parameters are the same thing") {
  base::Rng rng(1);
  const auto& darts = space::darts::space();
  for (int i = 0; i < 5'000; ++i) {
    const space::Architecture architecture = darts.sample(rng);
    REQUIRE(darts.from_parameters(darts.to_parameters(architecture)) == architecture);
    std::vector<std::uint8_t> values;
    for (const auto& parameter : darts.parameters())
      values.push_back(static_cast<std::uint8_t>(rng.below(static_cast<std::uint32_t>(parameter.size))));
    const auto combined = darts.from_parameters(values);
    REQUIRE(combined);
    const auto checked = canonical(unpack(*combined));
    REQUIRE(checked);
    REQUIRE(pack(*checked) == *combined);
    REQUIRE(darts.to_parameters(*combined) == values);
  }
}
