// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cmath>

#include <cellar/benchmark/nb301.hpp>
#include <cellar/benchmark/registry.hpp>
#include <cellar/space/darts.hpp>
#include "shipped_file.hpp"

using namespace cellar;
using benchmark::Benchmark;
using benchmark::Nb301Model;
using space::Architecture;

namespace {

const Benchmark& nb301() {
  static const auto loaded = benchmark::make_benchmark("nb301", shipped_file("nb301-trees-v1.cellar"));
  REQUIRE(loaded);
  return **loaded;
}

std::vector<Architecture> random_architectures(std::size_t count, std::uint64_t seed) {
  base::Rng rng(seed);
  std::vector<Architecture> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(nb301().space().sample(rng));
  return out;
}

bool equal(const benchmark::Evaluation& a, const benchmark::Evaluation& b) {
  return a.val_accuracy == b.val_accuracy && a.val_accuracy_sd == b.val_accuracy_sd &&
         a.runtime_seconds == b.runtime_seconds && a.parameters == b.parameters && a.macs == b.macs &&
         a.fidelity == b.fidelity && a.flags == b.flags;
}

}  // namespace

TEST_CASE("a batch gives the answers of single queries") {
  const auto architectures = random_architectures(300, 1);
  for (const int epochs : {1, 50, 98}) {
    const auto batch = nb301().query_batch(architectures, epochs, {});
    REQUIRE(batch);
    for (std::size_t i = 0; i < architectures.size(); ++i)
      CHECK(equal((*batch)[i], *nb301().query(architectures[i], epochs, {})));
  }
  CHECK(nb301().query_batch({}, 98, {})->empty());
}

TEST_CASE("answers are fractions, seconds and counts in sensible ranges") {
  const auto architectures = random_architectures(2000, 2);
  for (const int epochs : {1, 10, 98})
    for (const auto& answer : *nb301().query_batch(architectures, epochs, {})) {
      CHECK(answer.val_accuracy > 0.2);
      CHECK(answer.val_accuracy < 1);
      CHECK(*answer.val_accuracy_sd >= 0);
      CHECK(*answer.val_accuracy_sd < 0.02);
      CHECK(answer.runtime_seconds > 10);
      CHECK(answer.runtime_seconds < 20'000);
      CHECK((answer.flags & benchmark::kFittedToSurrogate) != 0);
      CHECK((answer.flags & benchmark::kMeasured) == 0);
    }
}

TEST_CASE("runtime rises strictly with the epochs, and no epoch is above the last") {
  for (const auto& architecture : random_architectures(50, 3)) {
    double before = 0;
    const double last = nb301().query(architecture, 98, {})->val_accuracy;
    for (int epochs = 1; epochs <= 98; ++epochs) {
      const auto answer = *nb301().query(architecture, epochs, {});
      CHECK(answer.runtime_seconds > before);
      CHECK(answer.val_accuracy <= last);
      before = answer.runtime_seconds;
    }
    CHECK(nb301().query(architecture, 1, {})->val_accuracy < last - 0.2);
  }
}

TEST_CASE("epochs outside 1 to 98 are refused") {
  const auto architecture = random_architectures(1, 4)[0];
  for (const int epochs : {0, -1, 99}) {
    const auto answer = nb301().query(architecture, epochs, {});
    REQUIRE(!answer);
    CHECK(answer.error().code == base::ErrorCode::unsupported_fidelity);
  }
}

TEST_CASE("noise is off unless asked for, repeats with its seed, and has the stated spread") {
  const auto architectures = random_architectures(4000, 5);
  const auto quiet = *nb301().query_batch(architectures, 98, {});
  std::vector<std::uint64_t> seeds(architectures.size(), 77);
  const auto noisy = *nb301().query_batch(architectures, 98, seeds);
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < architectures.size(); ++i) {
    const double draw = noisy[i].val_accuracy - quiet[i].val_accuracy;
    sum += draw;
    squares += draw * draw;
    CHECK((noisy[i].flags & benchmark::kNoisy) != 0);
  }
  CHECK(std::sqrt(squares / 4000) == doctest::Approx(0.0008).epsilon(0.05));
  CHECK(std::abs(sum / 4000) < 4 * 0.0008 / std::sqrt(4000.0));
  CHECK(equal(*nb301().query(architectures[9], 98, {77}), noisy[9]));
  CHECK(nb301().query(architectures[9], 98, {78})->val_accuracy != noisy[9].val_accuracy);
}

TEST_CASE("nearly everything is seen as usual, cells without parameters are not") {
  int flagged = 0;
  for (const auto& answer : *nb301().query_batch(random_architectures(5000, 6), 98, {}))
    flagged += (answer.flags & benchmark::kOutOfDistribution) != 0 ? 1 : 0;
  CHECK(flagged > 10);
  CHECK(flagged < 200);  // 1 % by the members' spread, 0.9 % by the count of parameter-free operations
}

TEST_CASE("the best known architecture is better than random ones and its accuracy is a query's") {
  const auto& best = nb301().best_known();
  CHECK(!best.is_optimum);
  CHECK(nb301().query(best.architecture, 98, {})->val_accuracy == best.val_accuracy);
  for (const auto& answer : *nb301().query_batch(random_architectures(5000, 7), 98, {}))
    CHECK(answer.val_accuracy < best.val_accuracy);
}

TEST_CASE("damage inside the sections is named") {
  const auto file = surrogate::parse_model_file(shipped_file("nb301-trees-v1.cellar"));
  REQUIRE(file);
  const Nb301Model model = *benchmark::nb301_model(*file);
  const auto refusal = [&](auto change) {
    Nb301Model damaged = model;
    change(damaged);
    const auto written = benchmark::to_model_file(damaged, "x", "1");
    if (!written) return std::string("not written");
    const auto read = benchmark::make_nb301(*surrogate::serialize_model_file(*written));
    REQUIRE(!read);
    CHECK(read.error().code == base::ErrorCode::model_damaged);
    return read.error().where;
  };
  CHECK(refusal([](auto& m) { m.curve_shapes.pop_back(); }) == "section 'curve shapes'");
  CHECK(refusal([](auto& m) { m.curve_weights.pop_back(); }) == "section 'curve 2', byte 0");
  CHECK(refusal([](auto& m) { m.noise_sd = NAN; }) == "section 'noise'");
  CHECK(refusal([](auto& m) { m.unusual_parameter_free = 77; }) == "section 'unusual'");
  CHECK(refusal([](auto& m) { m.best_known = Architecture(std::array<std::uint8_t, 32>{}); }) == "section 'best known'");
  CHECK(refusal([](auto& m) { m.best_known = Architecture(); }) == "section 'best known'");
  CHECK(refusal([](auto& m) { m.val_accuracy.members[0][0].nodes[0].feature = 200; }) == "section 'val_accuracy'");
  CHECK(refusal([](auto& m) { m.runtime.members.push_back(m.runtime.members[0]); m.runtime.base.push_back(0); }) ==
        "section 'runtime'");

  auto other = *file;
  other.kind = "nb101-table";
  CHECK(benchmark::make_nb301(*surrogate::serialize_model_file(other)).error().where == "kind");
}

TEST_CASE("an unknown benchmark is refused with the known ones") {
  CHECK(benchmark::find_benchmark("nb302").error().code == base::ErrorCode::unknown_name);
  CHECK(benchmark::find_benchmark("nb302").error().message.find("known: nb301") != std::string::npos);
}
