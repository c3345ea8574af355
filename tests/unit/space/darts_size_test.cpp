// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

#include <cellar/space/darts.hpp>
#include <shared_data.hpp>

using namespace cellar::space::darts;

namespace {

Genotype compact(std::string_view text) { return *parse_compact(text); }
Genotype named(std::string_view text) { return *parse_genotype_string(text); }

// DARTS_V2 (quark0/darts, cnn/genotypes.py).
constexpr std::string_view kDartsV2 =
    "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), "
    "('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)], normal_concat=[2, 3, 4, 5], "
    "reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), ('max_pool_3x3', 0), "
    "('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)], reduce_concat=[2, 3, 4, 5])";

// The number behind `key` after `at`; the published file writes {"params": {"score": 0.856298, ...}, ...}.
double score_after(const std::string& file, std::size_t at, const std::string& key) {
  const std::string opening = "\"" + key + "\": {\"score\": ";
  return std::strtod(file.c_str() + file.find(opening, at) + opening.size(), nullptr);
}

}  // namespace

// The one original record with a parameter count at hand: results_0.json of automl/nasbench301@61c670e (20 cells, 50
// channels) says model_parameters 6,369,358. That counts the auxiliary head of DARTS on the 800 channels after cell 13.
TEST_CASE("parameters agree with a record of NAS-Bench-301 to the last one") {
  const Genotype genotype = compact(
      "[[(0, 2), (1, 3), (0, 3), (1, 2), (0, 5), (2, 6), (1, 3), (2, 2)],"
      " [(0, 0), (1, 1), (0, 2), (1, 6), (1, 3), (2, 4), (2, 3), (3, 5)]]");
  constexpr std::int64_t kAuxiliaryHead = 800 * 128 + 2 * 128 + 128 * 768 * 2 * 2 + 2 * 768 + 768 * 10 + 10;
  CHECK(network_size(genotype, {.cells = 20, .channels = 50}).parameters + kAuxiliaryHead == 6'369'358);
}

// 3.349 M, which the DARTS and PC-DARTS papers print as 3.3 M (20 cells, 36 channels).
TEST_CASE("DARTS_V2 has the published number of parameters") {
  CHECK(network_size(named(kDartsV2), {.cells = 20, .channels = 36}).parameters == 3'349'342);
}

// NASLib@6639fd15, zc_nasbench301_cifar10: two of the 725, at hand without the file.
TEST_CASE("sizes agree with architectures that NASLib published") {
  const NetworkSize first = network_size(
      compact("[[(0, 0), (1, 5), (1, 1), (0, 1), (1, 3), (0, 3), (1, 3), (3, 2)],"
              " [(1, 0), (0, 2), (1, 3), (0, 3), (3, 0), (0, 1), (2, 0), (3, 6)]]"),
      NetworkConfig::naslib());
  CHECK(first.parameters == 856'298);
  CHECK(first.flops == 153'499'136);
  CHECK(first.macs == 144'552'960);
  const NetworkSize second = network_size(
      compact("[[(0, 5), (1, 0), (2, 1), (0, 2), (3, 2), (0, 3), (1, 0), (3, 5)],"
              " [(1, 1), (0, 2), (0, 5), (1, 0), (0, 6), (2, 2), (4, 6), (0, 0)]]"),
      NetworkConfig::naslib());
  CHECK(second.parameters == 673'834);
  CHECK(second.flops == 126'252'544);
}

TEST_CASE("sizes agree with all 725 published architectures" * doctest::skip(!has_shared_data())) {
  const std::string file = read_shared_data("nb301/published_xgb_predictions_725.json");
  const std::string opening = "\"arch\": \"";
  int count = 0;
  for (std::size_t at = file.find(opening); at != std::string::npos; at = file.find(opening, at + 1)) {
    const std::size_t begin = at + opening.size();
    const auto genotype = parse_compact(std::string_view(file).substr(begin, file.find('"', begin) - begin));
    REQUIRE(genotype);
    const NetworkSize size = network_size(*genotype, NetworkConfig::naslib());
    REQUIRE(size.parameters == std::llround(score_after(file, at, "params") * 1e6));
    REQUIRE(size.flops == std::llround(score_after(file, at, "flops") * 1e6));
    ++count;
  }
  CHECK(count == 725);
}

// 8 cells and 32 channels with affine batch norms: what NAS-Bench-301 trains. Differs from NASLib's count only there.
TEST_CASE("the network of NAS-Bench-301 is the default") {
  const Genotype genotype = compact("[[(0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3)],"
                                    " [(0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3), (0, 3), (1, 3)]]");
  const NetworkSize size = network_size(genotype);
  const NetworkSize naslib = network_size(genotype, NetworkConfig::naslib());
  // Two norms of scale and shift in each of 8 edges; channels 2 x 32, 64, 2 x 64, 128, 2 x 128 over the 8 cells.
  CHECK(size.parameters - naslib.parameters == 2 * 2 * 8 * (2 * 32 + 64 + 2 * 64 + 128 + 2 * 128));
  CHECK(size.macs == naslib.macs);
}

TEST_CASE("a skip is free in a normal cell and costs a factorized reduction where the side halves") {
  const std::string free = "(0, 2), (1, 2), (0, 2), (1, 2), (0, 2), (1, 2), (0, 2), (1, 2)";
  const std::string pools = "(0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (1, 0)";
  const auto parameters = [](const std::string& normal, const std::string& reduce) {
    return network_size(compact("[[" + normal + "], [" + reduce + "]]")).parameters;
  };
  CHECK(parameters(free, pools) == parameters(pools, pools));
  // Eight edges in the cells of 64 and of 128 channels: C x C weights and 2 C of the norm.
  CHECK(parameters(pools, free) - parameters(pools, pools) == 8 * (64 * 64 + 2 * 64 + 128 * 128 + 2 * 128));
}
