// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cellar/study/parallel.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;

TEST_CASE("the record does not depend on the number of threads") {
  const AdditiveBenchmark toy;
  const auto spec = *study::resolve({"additive", {{"re", {}}, {"ls", {}}}, 4, 300, {}, 2, false}, toy);
  const auto alone = study::run_study(spec, toy, 1, [](const auto&) { return true; });
  const auto together = study::run_study(spec, toy, 5, [](const auto&) { return true; });
  REQUIRE(alone);
  REQUIRE(together);
  REQUIRE(alone->runs.size() == 8);
  REQUIRE(together->runs.size() == 8);
  for (std::size_t i = 0; i < 8; ++i) CHECK(alone->runs[i].trials_digest == together->runs[i].trials_digest);
}

TEST_CASE("a study that is stopped keeps what was done") {
  const AdditiveBenchmark toy;
  const auto spec = *study::resolve({"additive", {{"rs", {}}}, 2, 100'000'000, {}, 2, false}, toy);
  const auto record = study::run_study(spec, toy, 2, [](const auto&) { return false; });
  REQUIRE(record);
  CHECK(record->runs.size() == 2);
  CHECK(record->runs[0].evaluations < 100'000'000);
}
