// SPDX-License-Identifier: Apache-2.0
#include <cellar/network/training.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include <cellar/base/sha256.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <network/random_task.hpp>

namespace cellar::network {
namespace {

using space::nb101::Cell;
using space::nb101::Operation;

// Input to three branches, one of them into another; a projection beside the concatenation.
Cell branching_cell() {
  Cell cell;
  cell.vertices = 5;
  cell.set_operation(1, Operation::conv3x3_bn_relu);
  cell.set_operation(2, Operation::maxpool3x3);
  cell.set_operation(3, Operation::conv1x1_bn_relu);
  for (const auto& [from, to] : {std::pair{0, 1}, {0, 2}, {1, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 4}, {0, 4}})
    cell.add_edge(from, to);
  return *space::nb101::canonical(cell);
}

space::darts::Genotype genotype() {
  return *space::darts::parse_compact(
      "[[(0, 3), (1, 5), (0, 4), (2, 2), (1, 1), (3, 6), (2, 0), (4, 3)], "
      "[(0, 0), (1, 2), (1, 4), (2, 3), (0, 5), (2, 1), (0, 2), (1, 6)]]");
}

std::string weights_hash(Network<float>& network, int steps) {
  const ImageTask task = test::random_task();
  auto training = Training::begin(network, task, {.epochs = 8}, 1);
  REQUIRE(training);
  for (int i = 0; i < steps; ++i) REQUIRE(training->step());
  base::Sha256 hash;
  const auto add = [&](std::span<const float> numbers) {
    hash.update({reinterpret_cast<const std::uint8_t*>(numbers.data()), numbers.size_bytes()});
  };
  add(network.graph->weights());
  add(network.graph->statistics());
  return base::to_hex(hash.digest()).substr(0, 16);
}

// The promise of equal bits: these hold on g++, clang++ and in WebAssembly. Whoever changes them makes all collected
// results another trainer's (kTrainerVersion).
TEST_CASE("weights after twenty steps, bit for bit") {
  Network<float> cell = make_nb101_network<float>(branching_cell());
  CHECK(weights_hash(cell, 20) == "eca1d789412c26c6");
  Network<float> darts = make_darts_network<float>(genotype());
  CHECK(weights_hash(darts, 20) == "91e40b1932403458");
}

TEST_CASE("a training learns, and its measures are whole") {
  const ImageTask task = test::random_task(640);
  Network<float> network = make_nb101_network<float>(branching_cell());
  const auto outcome = train(network, task, {.epochs = 6}, 1);
  REQUIRE(outcome);
  CHECK(outcome->training.images == 640);
  CHECK(outcome->validation.images == 70);  // not a multiple of the batch
  CHECK(outcome->test.images == 50);
  CHECK(outcome->validation.accuracy() > 0.6);
  CHECK(outcome->validation.mean_loss < 1);
  CHECK(outcome->macs == network.graph->macs());
}

// The benchmarks of docs/fashion.md state sizes that are counted without building the network.
TEST_CASE("the network has the weights and multiply-adds that are counted for it") {
  const auto keys = space::nb1shot1::space(1).keys();
  std::vector<Cell> cells = {branching_cell()};
  for (std::size_t i = 0; i < keys.size(); i += 150) cells.push_back(space::nb101::cell_of(keys[i]));
  for (const Cell& cell : cells) {
    const Network<float> network = make_nb101_network<float>(cell);
    const auto size = network_size(cell, space::nb101::NetworkConfig::fashion());
    CHECK(size.parameters == static_cast<std::int64_t>(network.graph->weights().size()));
    CHECK(size.macs == network.graph->macs());
  }
}

TEST_CASE("a network of DARTS cells has the size that the space computes") {
  base::Rng rng(8);
  for (int i = 0; i < 30; ++i) {
    const auto cells = space::darts::unpack(space::darts::space().sample(rng));
    const Network<float> network = make_darts_network<float>(cells, {.side = 7});
    const auto size = network_size(cells, space::darts::NetworkConfig::fashion());
    CHECK(size.parameters == static_cast<std::int64_t>(network.graph->weights().size()));
    CHECK(size.macs == network.graph->macs());
  }
}

TEST_CASE("a training depends on seed and cell alone") {
  const ImageTask task = test::random_task();
  const auto outcome = [&](Network<float>& network, std::uint64_t seed) {
    return train(network, task, {.epochs = 1}, seed)->validation.mean_loss;
  };
  Network<float> network = make_nb101_network<float>(branching_cell());
  const double first = outcome(network, 1);
  CHECK(outcome(network, 2) != first);
  CHECK(outcome(network, 1) == first);  // also in a network that was trained before
  Network<float> other = make_darts_network<float>(genotype());
  CHECK(other.identity != network.identity);
}

TEST_CASE("a loss that is no number ends the training and names the step") {
  ImageTask task = test::random_task();
  Network<float> network = make_nb101_network<float>(branching_cell());
  SUBCASE("at the first step") {
    for (float& pixel : task.training.pixels) pixel = std::numeric_limits<float>::quiet_NaN();
    const auto outcome = train(network, task, {.epochs = 1}, 1);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == base::ErrorCode::internal);
    CHECK(outcome.error().where == "step 1");
  }
  SUBCASE("later: the steps before count, and no other follows") {
    auto training = *Training::begin(network, task, {.epochs = 2}, 1);
    REQUIRE(training.step());
    network.graph->weights()[0] = std::numeric_limits<float>::infinity();
    const auto step = training.step();
    REQUIRE_FALSE(step);
    CHECK(step.error().where == "step 2");
    CHECK(training.done());
    CHECK(training.steps_done() == 1);
  }
}

TEST_CASE("options out of range are refused") {
  const ImageTask task = test::random_task();
  Network<float> network = make_nb101_network<float>(branching_cell());
  const auto refused = [&](const TrainingOptions& options) {
    const auto outcome = train(network, task, options, 1);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == base::ErrorCode::invalid_argument);
    return outcome.error().where;
  };
  CHECK(refused({.epochs = 0}) == "epochs");
  CHECK(refused({.learning_rate = -0.1}) == "learning_rate");
  CHECK(refused({.learning_rate = std::numeric_limits<double>::quiet_NaN()}) == "learning_rate");
  CHECK(refused({.warm_up = 1.5}) == "warm_up");
  CHECK(refused({.momentum = 1}) == "momentum");
  CHECK(refused({.augmentation = {.cutout = -1}}) == "cutout");
  const ImageTask small = test::random_task(31);
  CHECK(train(network, small, {}, 1).error().where == "training images");
}

TEST_CASE("augmentation changes a training") {
  const ImageTask task = test::random_task();
  Network<float> network = make_nb101_network<float>(branching_cell());
  const double plain = train(network, task, {.epochs = 1}, 1)->training.mean_loss;
  for (const Augmentation& augmentation : {Augmentation{.shift = 1}, {.flip = true}, {.cutout = 3}})
    CHECK(train(network, task, {.epochs = 1, .augmentation = augmentation}, 1)->training.mean_loss != plain);
}

}  // namespace
}  // namespace cellar::network
