// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include <cellar/benchmark/accuracy_model.hpp>
#include <cellar/benchmark/node_shares.hpp>
#include <cellar/space/nb1shot1.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;
using namespace cellar::benchmark;
using space::Architecture;

namespace {

using Shares = std::array<double, kNodePlayers>;

// The square of a sum: nodes help each other.
class Squares final : public AccuracyModel {
 public:
  const ModelIdentity& identity() const override { return identity_; }
  double unusual_spread() const override { return 1; }

  base::Result<std::vector<Accuracy>> predict(std::span<const Architecture> architectures) const override {
    std::vector<Accuracy> answers;
    for (const auto& one : architectures) {
      const double sum = sums_.query(one, 98, {})->val_accuracy;
      answers.push_back({sum * sum, 0});
    }
    return answers;
  }

 private:
  ModelIdentity identity_{"squares", ""};
  AdditiveBenchmark sums_;
};

std::unique_ptr<Benchmark> squares() {
  return with_accuracies(std::make_shared<AdditiveBenchmark>(), std::make_shared<Squares>(), {});
}

double predict(const Benchmark& benchmark, const Architecture& architecture) {
  return benchmark.query(architecture, 98, {})->val_accuracy;
}

// `other` with these nodes of `explained`, put together edge by edge.
Architecture mixed(const Architecture& explained, const Architecture& other, const std::array<bool, kNodePlayers>& in) {
  auto mixture = space::darts::unpack(other);
  const auto source = space::darts::unpack(explained);
  for (std::size_t edge = 0; edge < space::darts::kEdgesPerCell; ++edge) {
    if (in[edge / 2]) mixture.normal.edges[edge] = source.normal.edges[edge];
    if (in[4 + edge / 2]) mixture.reduce.edges[edge] = source.reduce.edges[edge];
  }
  return space::darts::pack(*space::darts::canonical(mixture));
}

// The definition: what each node changes when it comes in, over all 8! orders.
Shares over_all_orders(const Benchmark& benchmark, const Architecture& explained, const Architecture& other) {
  std::array<double, 256> value{};
  for (unsigned coalition = 0; coalition < 256; ++coalition) {
    std::array<bool, kNodePlayers> in{};
    for (std::size_t player = 0; player < in.size(); ++player) in[player] = (coalition >> player & 1) != 0;
    value[coalition] = predict(benchmark, mixed(explained, other, in));
  }
  std::array<unsigned, kNodePlayers> order{};
  std::iota(order.begin(), order.end(), 0U);
  Shares shares{};
  double orders = 0;
  do {
    unsigned coalition = 0;
    for (const unsigned player : order) {
      shares[player] += value[coalition | 1U << player] - value[coalition];
      coalition |= 1U << player;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& share : shares) share /= orders;
  return shares;
}

}  // namespace

TEST_CASE("shares of nodes are the mean over all orders of what each node changes") {
  const auto benchmark = squares();
  const auto architectures = usual_background();
  const auto found = node_shares(*benchmark, architectures[0], std::span(architectures).subspan(1, 2));
  REQUIRE(found);
  const Shares first = over_all_orders(*benchmark, architectures[0], architectures[1]);
  const Shares second = over_all_orders(*benchmark, architectures[0], architectures[2]);
  for (std::size_t player = 0; player < kNodePlayers; ++player)
    CHECK(found->shares[player] == doctest::Approx((first[player] + second[player]) / 2).epsilon(1e-9));
}

TEST_CASE("shares add up to the prediction less what is expected") {
  const auto benchmark = squares();
  const auto background = usual_background();
  base::Rng rng(8);
  const auto architecture = space::darts::space().sample(rng);
  const auto found = node_shares(*benchmark, architecture, background);
  REQUIRE(found);
  double expected = 0;
  for (const auto& other : background) expected += predict(*benchmark, other) / kUsualBackground;
  CHECK(found->expected == doctest::Approx(expected));
  CHECK(found->predicted == doctest::Approx(predict(*benchmark, architecture)));
  const double sum = std::accumulate(found->shares.begin(), found->shares.end(), 0.0);
  CHECK(sum == doctest::Approx(found->predicted - found->expected).epsilon(1e-9));
}

TEST_CASE("a node that all of the background has as well has no share") {
  const auto benchmark = squares();
  const auto architectures = usual_background();
  std::array<bool, kNodePlayers> in{};
  in[3] = true;
  const Architecture other = mixed(architectures[0], architectures[1], in);
  const auto found = node_shares(*benchmark, architectures[0], {&other, 1});
  REQUIRE(found);
  CHECK(found->shares[3] == 0);
  CHECK(found->shares[0] != 0);
}

TEST_CASE("no shares without a background, nor on another space") {
  const auto architectures = usual_background();
  CHECK(node_shares(*squares(), architectures[0], {}).error().where == "background");
  const AdditiveBenchmark cells(space::nb1shot1::space(1));
  CHECK(node_shares(cells, architectures[0], architectures).error().where == "benchmark");
}
