// SPDX-License-Identifier: Apache-2.0
#include <training/data/nb301_import.hpp>

#include <doctest/doctest.h>

#include <vector>

#include <training/data/dataset_file.hpp>

namespace cellar::training {
namespace {

constexpr io::Nb301Fidelity kUsual{100, 8, 32};

// Of the architecture with this number.
Nb301SourcedResult result(const char* source, std::uint64_t number, double val) {
  base::Rng rng(number);
  return {source, {space::darts::unpack(space::darts::space().sample(rng)), kUsual, val, val - 0.01, 1000.0, 98}};
}

TEST_CASE("each architecture once, in the order of its first result") {
  const auto import = collect_nb301("nb301", std::vector{result("de", 1, 0.93), result("rs", 2, 0.94)});
  CHECK(import.data.name == "nb301");
  CHECK(import.data.source == std::vector<std::string>{"de", "rs"});
  CHECK(import.data.val_accuracy == std::vector{0.93, 0.94});
  CHECK(import.data.runtime_seconds == std::vector{1000.0, 1000.0});
  CHECK(import.fidelity == kUsual);
  CHECK(import.curve_epochs == 98);
  CHECK(import.copies + import.repeated + import.other_fidelity + import.short_curves == 0);
  CHECK(pack(import.data, "1.0.0"));
}

TEST_CASE("results of one architecture that differ are repeated trainings, equal ones are copies") {
  const auto import = collect_nb301(
      "nb301", std::vector{result("de", 1, 0.93), result("re", 1, 0.94), result("rs", 1, 0.93), result("rs", 2, 0.9)});
  REQUIRE(import.data.size() == 2);
  CHECK(import.data.source[0] == "de");
  CHECK(import.data.trainings[0] == std::vector{0.93, 0.94});
  CHECK(import.data.val_accuracy[0] == doctest::Approx(0.935));
  CHECK(import.data.test_accuracy[0] == doctest::Approx(0.925));
  CHECK(import.copies == 1);
  CHECK(import.repeated == 1);
  CHECK(pack(import.data, "1.0.0"));
}

TEST_CASE("networks that were trained otherwise than most are left out") {
  std::vector results = {result("de", 1, 0.93), result("de", 2, 0.94), result("de", 3, 0.97)};
  results[2].result.fidelity = {1500, 20, 50};
  const auto import = collect_nb301("nb301", results);
  CHECK(import.data.size() == 2);
  CHECK(import.other_fidelity == 1);
  results.pop_back();
  results[1].result.fidelity = {50, 8, 32};
  CHECK(collect_nb301("nb301", results).fidelity == kUsual);  // as many of each: the longer
}

TEST_CASE("short curves are counted and stay; a column with gaps goes") {
  std::vector results = {result("de", 1, 0.93), result("de", 2, 0.94), result("de", 3, 0.95)};
  results[1].result.curve_epochs = 20;
  results[2].result.curve_epochs = 0;
  results[2].result.runtime_seconds.reset();
  const auto import = collect_nb301("nb301", results);
  CHECK(import.short_curves == 1);
  CHECK(import.data.size() == 3);
  CHECK(import.data.runtime_seconds.empty());
  CHECK(import.data.test_accuracy.size() == 3);
}

TEST_CASE("nothing makes nothing") { CHECK(collect_nb301("nb301", {}).data.size() == 0); }

}  // namespace
}  // namespace cellar::training
