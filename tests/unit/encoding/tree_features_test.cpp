// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include <cellar/encoding/tree_features.hpp>
#include <cellar/space/darts.hpp>

using namespace cellar;
using encoding::darts::TreeFeatures;
using space::darts::Genotype;
using space::darts::Operation;

namespace {

TreeFeatures features_of(const Genotype& genotype) {
  return encoding::darts::tree_features(genotype, space::darts::network_size(genotype));
}

Genotype uniform(Operation operation) {
  Genotype genotype{};
  for (auto* cell : {&genotype.normal, &genotype.reduce})
    for (std::size_t k = 0; k < 8; ++k) cell->edges[k] = {static_cast<std::uint8_t>(k % 2), operation};
  return genotype;
}

}  // namespace

TEST_CASE("every feature of DARTS_V2 stands where the header says") {
  const auto genotype = space::darts::parse_genotype_string(
      "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), "
      "('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)], normal_concat=[2, 3, 4, 5], "
      "reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), ('max_pool_3x3', 0), "
      "('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)], reduce_concat=[2, 3, 4, 5])");
  REQUIRE(genotype);
  TreeFeatures features = features_of(*genotype);
  features[72] = features[73] = 0;  // sizes have a test of their own
  const TreeFeatures expected = {
      4, 4, 4, 4, 0, 3, 4, 0, 0, 3, 0, 6, 0, 0,  // normal cell's candidate edges
      1, 1, 0, 1, 3, 1, 0, 3, 0, 0, 1, 3, 0, 0,  // reduction cell's
      0, 0, 1, 2, 1, 4,                          // pairs of sources: 0_1, 0_1, 0_2; 1_2, 0_2, 1_2
      0, 0, 2, 5, 0, 1, 0, 5, 0, 3, 0, 0, 0, 0,  // operations by cell
      2, 5, 2, 7,                                // depths
      6, 0,                                      // convolutions
      0, 0, 2, 5, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0,  // operations out of the inputs
      4, 3, 2, 3,                                // edges out of each input
      0, 0};
  CHECK(features == expected);
}

TEST_CASE("sizes span 0 to 255 over the space") {
  CHECK(features_of(uniform(Operation::sep_conv_5x5))[72] > 200);
  CHECK(features_of(uniform(Operation::max_pool_3x3))[72] == 0);
  CHECK(features_of(uniform(Operation::max_pool_3x3))[73] == 0);
  base::Rng rng(1);
  for (int i = 0; i < 10'000; ++i) {
    const auto genotype = space::darts::unpack(space::darts::space().sample(rng));
    const auto size = space::darts::network_size(genotype);
    CHECK(size.parameters >= 392'426);
    CHECK(size.parameters <= 1'684'714);
    CHECK(size.macs >= 79'205'376);
    CHECK(size.macs <= 269'128'704);
  }
}

TEST_CASE("the choices can be read back from the features") {
  base::Rng rng(2);
  std::set<TreeFeatures> seen;
  std::set<space::Architecture> architectures;
  for (int i = 0; i < 5'000; ++i) {
    const auto architecture = space::darts::space().sample(rng);
    architectures.insert(architecture);
    seen.insert(features_of(space::darts::unpack(architecture)));
  }
  CHECK(seen.size() == architectures.size());
}
