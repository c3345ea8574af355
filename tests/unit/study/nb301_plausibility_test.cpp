// SPDX-License-Identifier: Apache-2.0
// What anybody in the field would object to if the shipped surrogate said it: cells without parameters that look good,
// published architectures that look bad, searches that end in skip connections.
#include <doctest/doctest.h>

#include <algorithm>

#include <cellar/benchmark/registry.hpp>
#include <cellar/space/darts.hpp>
#include <cellar/study/session.hpp>
#include "shipped_file.hpp"

using namespace cellar;
using space::darts::Genotype;
using space::darts::Operation;

namespace {

const benchmark::Benchmark& nb301() {
  static const auto loaded = benchmark::make_benchmark("nb301", shipped_file("nb301-trees-v1.cellar"));
  REQUIRE(loaded);
  return **loaded;
}

double val_accuracy(const Genotype& genotype) {
  return nb301().query(space::darts::pack(genotype), 98, {})->val_accuracy;
}

double val_accuracy(std::string_view genotype) {
  const auto parsed = space::darts::parse_genotype_string(genotype);
  REQUIRE(parsed);
  return val_accuracy(*parsed);
}

// Accuracy that this share of 10,000 random architectures does not reach.
double random_quantile(double share) {
  static const std::vector<double> sorted = [] {
    base::Rng rng(301);
    std::vector<space::Architecture> architectures;
    for (int i = 0; i < 10'000; ++i) architectures.push_back(nb301().space().sample(rng));
    std::vector<double> values;
    for (const auto& answer : *nb301().query_batch(architectures, 98, {})) values.push_back(answer.val_accuracy);
    std::sort(values.begin(), values.end());
    return values;
  }();
  return sorted[static_cast<std::size_t>(share * 10'000)];
}

// Every edge of both cells has the operation; the sources are the two inputs, or the two nodes before.
Genotype uniform(Operation operation, bool chain) {
  constexpr std::array<std::uint8_t, 8> kChain = {0, 1, 1, 2, 2, 3, 3, 4};
  Genotype genotype{};
  for (auto* cell : {&genotype.normal, &genotype.reduce})
    for (std::size_t k = 0; k < 8; ++k)
      cell->edges[k] = {chain ? kChain[k] : static_cast<std::uint8_t>(k % 2), operation};
  return genotype;
}

}  // namespace

TEST_CASE("cells of one parameter-free operation are below the median of random ones") {
  for (const auto operation : {Operation::skip_connect, Operation::max_pool_3x3, Operation::avg_pool_3x3})
    for (const bool chain : {false, true}) {
      CAPTURE(space::darts::kOperationNames[static_cast<std::size_t>(operation)]);
      CHECK(val_accuracy(uniform(operation, chain)) < random_quantile(0.5));
    }
}

TEST_CASE("a normal cell alone of one parameter-free operation is below the median too") {
  base::Rng rng(8);
  for (const auto operation : {Operation::skip_connect, Operation::max_pool_3x3, Operation::avg_pool_3x3})
    for (int i = 0; i < 20; ++i) {
      Genotype genotype = uniform(operation, i % 2 == 0);
      genotype.reduce = space::darts::unpack(nb301().space().sample(rng)).reduce;
      CHECK(val_accuracy(genotype) < random_quantile(0.5));
    }
}

// Liu et al. (arXiv 1806.09055), Xu et al. (1907.05737), Li et al. (1912.00195: best of each criterion by test error).
TEST_CASE("published architectures are among the best tenth of random ones") {
  const double tenth = random_quantile(0.9);
  CHECK(val_accuracy("Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), "
                     "('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)], "
                     "reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), "
                     "('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)])") > tenth);
  CHECK(val_accuracy("Genotype(normal=[('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 0), "
                     "('dil_conv_3x3', 1), ('sep_conv_5x5', 0), ('sep_conv_3x3', 1), ('avg_pool_3x3', 0), "
                     "('dil_conv_3x3', 1)], reduce=[('sep_conv_5x5', 1), ('max_pool_3x3', 0), "
                     "('sep_conv_5x5', 1), ('sep_conv_5x5', 2), ('sep_conv_3x3', 0), ('sep_conv_3x3', 3), "
                     "('sep_conv_3x3', 1), ('sep_conv_3x3', 2)])") > tenth);
  CHECK(val_accuracy("Genotype(normal=[('sep_conv_3x3', 0), ('dil_conv_3x3', 1), ('sep_conv_3x3', 0), "
                     "('sep_conv_3x3', 1), ('sep_conv_5x5', 1), ('sep_conv_5x5', 3), ('skip_connect', 0), "
                     "('dil_conv_5x5', 2)], reduce=[('max_pool_3x3', 0), ('dil_conv_5x5', 1), "
                     "('sep_conv_3x3', 0), ('skip_connect', 2), ('sep_conv_3x3', 1), ('skip_connect', 2), "
                     "('max_pool_3x3', 0), ('max_pool_3x3', 1)])") > tenth);
  CHECK(val_accuracy("Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), "
                     "('sep_conv_3x3', 2), ('max_pool_3x3', 0), ('sep_conv_3x3', 3), ('sep_conv_3x3', 2), "
                     "('sep_conv_3x3', 3)], reduce=[('sep_conv_3x3', 0), ('max_pool_3x3', 1), "
                     "('dil_conv_3x3', 0), ('max_pool_3x3', 1), ('max_pool_3x3', 0), ('sep_conv_3x3', 2), "
                     "('max_pool_3x3', 0), ('sep_conv_5x5', 2)])") > tenth);
}

TEST_CASE("evolution ends in cells that hold at least eight convolutions") {
  const auto spec = *study::resolve({"nb301", {{"re", {}}}, 20, 600, {}, 1, false}, nb301());
  study::Session session(spec, study::all_runs(spec), nb301(), study::Session::Order::one_by_one);
  while (!session.done()) REQUIRE(session.step(10'000));
  for (const auto& run : session.record().runs)
    CHECK(space::darts::convolutions(space::darts::unpack(run.incumbents.back().architecture)) >= 8);
}
