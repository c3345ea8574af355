// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include <cellar/surrogate/network_coding.hpp>
#include "surrogate/random_networks.hpp"

using namespace cellar;
using namespace cellar::surrogate;

namespace {

constexpr encoding::GraphVocabulary kVocabulary{3, 2, 5};

std::vector<GraphNetworkSpec> graph_networks() {
  base::Rng rng(1);
  return {random_graph_network(kVocabulary, 6, rng), random_graph_network(kVocabulary, 4, rng)};
}

ModelFile file_of(const std::vector<GraphNetworkSpec>& networks) {
  ModelFile file{"test", "test", "1", {}};
  REQUIRE(write_networks(file, "networks", std::span<const GraphNetworkSpec>(networks)));
  return file;
}

}  // namespace

TEST_CASE("networks come back from their section as they were") {
  base::Rng rng(2);
  ModelFile file = file_of(graph_networks());
  const std::vector mlps = {random_mlp(rng), random_mlp(rng)};
  const std::vector sets = {random_deep_sets(kVocabulary, rng)};
  REQUIRE(write_networks(file, "mlps", std::span<const MlpSpec>(mlps)));
  REQUIRE(write_networks(file, "sets", std::span<const DeepSetsSpec>(sets)));
  CHECK(*read_graph_networks(file, "networks") == graph_networks());
  CHECK(*read_mlps(file, "mlps") == mlps);
  CHECK(*read_deep_sets(file, "sets") == sets);
  CHECK(read_mlps(file, "networks").error().code == base::ErrorCode::model_damaged);
  CHECK(read_mlps(file, "absent").error().code == base::ErrorCode::model_damaged);
}

TEST_CASE("what is no network is not written") {
  const auto refused = [](auto spoil) {
    auto networks = graph_networks();
    spoil(networks[1]);
    ModelFile file{"test", "test", "1", {}};
    const auto written = write_networks(file, "networks", std::span<const GraphNetworkSpec>(networks));
    REQUIRE_FALSE(written);
    CHECK(written.error().code == base::ErrorCode::invalid_argument);
    CHECK(written.error().where == "member 1");
  };
  refused([](auto& spec) { spec.hidden = 0; });
  refused([](auto& spec) { spec.layers.clear(); });
  refused([](auto& spec) { spec.updates.pop_back(); });
  refused([](auto& spec) { spec.layers[1].first.weights.pop_back(); });
  refused([](auto& spec) { spec.layers[0].self_weight = std::numeric_limits<float>::infinity(); });
  refused([](auto& spec) { spec.output.biases[0] = std::numeric_limits<float>::quiet_NaN(); });
  refused([](auto& spec) { spec.range.low = 2; });
  ModelFile file{"test", "test", "1", {}};
  CHECK_FALSE(write_networks(file, "networks", std::span<const GraphNetworkSpec>()));
}

TEST_CASE("a section that is cut short anywhere, or goes on, is refused") {
  ModelFile file = file_of(graph_networks());
  const auto whole = file.sections[0].payload;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    file.sections[0].payload.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const auto read = read_graph_networks(file, "networks");
    REQUIRE_FALSE(read);
    REQUIRE(read.error().code == base::ErrorCode::model_damaged);
  }
  file.sections[0].payload = whole;
  file.sections[0].payload.push_back(0);
  CHECK_FALSE(read_graph_networks(file, "networks"));
}

TEST_CASE("huge counts and weights that are no numbers are refused") {
  const ModelFile sound = file_of(graph_networks());
  // Model, members, range, then seven sizes of the first member; after them weights.
  constexpr std::size_t kMembers = 1, kSizes = 1 + 4 + 16, kWeights = kSizes + 6 * 4;
  const auto refused_with = [&](std::size_t at) {
    ModelFile file = sound;
    for (std::size_t i = 0; i < 4; ++i) file.sections[0].payload[at + i] = 0xff;
    const auto read = read_graph_networks(file, "networks");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == base::ErrorCode::model_damaged);
  };
  refused_with(kMembers);
  for (std::size_t size = 0; size < 6; ++size) refused_with(kSizes + 4 * size);
  refused_with(kWeights);  // all bits: not a number
}
