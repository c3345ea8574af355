// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include <cellar/benchmark/nb101.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <cellar/table/nb101_table.hpp>
#include "shipped_file.hpp"

using namespace cellar;
using benchmark::Benchmark;

namespace {

const Benchmark& nb101() {
  static const auto made = benchmark::make_nb101(shipped_file("nb101-table-v1.cellar"));
  REQUIRE(made);
  return **made;
}

const Benchmark& nb1shot1(int number) {
  static const auto file = shipped_file("nb1shot1-table-v1.cellar");
  static const std::array<base::Result<std::unique_ptr<Benchmark>>, 3> made = {
      benchmark::make_nb1shot1(1, file), benchmark::make_nb1shot1(2, file), benchmark::make_nb1shot1(3, file)};
  REQUIRE(made[static_cast<std::size_t>(number - 1)]);
  return **made[static_cast<std::size_t>(number - 1)];
}

}  // namespace

TEST_CASE("only the four budgets are answered, and only the last has a test accuracy") {
  base::Rng rng(1);
  const auto cell = nb101().space().sample(rng);
  CHECK(nb101().fidelities().steps == std::vector<int>{4, 12, 36, 108});
  double before = 0;
  for (const int epochs : {4, 12, 36, 108}) {
    const auto answer = nb101().query(cell, epochs, {});
    REQUIRE(answer);
    CHECK(answer->fidelity == epochs);
    CHECK(answer->test_accuracy.has_value() == (epochs == 108));
    CHECK(answer->runtime_seconds > before);
    before = answer->runtime_seconds;
  }
  for (const int epochs : {0, 5, 98, 109})
    CHECK(nb101().query(cell, epochs, {}).error().code == base::ErrorCode::unsupported_fidelity);
}

TEST_CASE("an answer is measured or modelled, and accuracies are counts of 9,984 images") {
  base::Rng rng(2);
  int measured = 0;
  for (int i = 0; i < 5000; ++i) {
    const auto answer = *nb101().query(nb101().space().sample(rng), 108, {});
    const bool is_measured = (answer.flags & benchmark::kMeasured) != 0;
    CHECK(is_measured != ((answer.flags & benchmark::kModelled) != 0));
    measured += is_measured ? 1 : 0;
    for (const double accuracy : {answer.val_accuracy, *answer.test_accuracy}) {
      CHECK(accuracy * 9984 == doctest::Approx(std::round(accuracy * 9984)));
      CHECK(accuracy <= 1);
    }
  }
  CHECK(measured > 150);  // 4.7 % of 5,000 are 236
  CHECK(measured < 330);
}

TEST_CASE("every configuration of the one-shot spaces is answered as the cell it is") {
  base::Rng rng(3);
  for (int number = 1; number <= 3; ++number) {
    const auto& space = space::nb1shot1::space(number);
    for (int i = 0; i < 2000; ++i) {
      const auto configuration = space.sample(rng);
      const auto cell = pack(space::nb101::cell_of(space.key_of(configuration)));
      const auto answer = nb1shot1(number).query(configuration, 108, {});
      REQUIRE(answer);
      CHECK(answer->val_accuracy == nb101().query(cell, 108, {})->val_accuracy);
      CHECK(answer->test_accuracy == nb101().query(cell, 108, {})->test_accuracy);
    }
  }
}

TEST_CASE("nothing is better than the optimum, which is one of the space's own") {
  base::Rng rng(4);
  for (const Benchmark* one : {&nb101(), &nb1shot1(1), &nb1shot1(2), &nb1shot1(3)}) {
    const auto& best = one->best_known();
    CHECK(best.is_optimum);
    CHECK(one->query(best.architecture, 108, {})->val_accuracy == best.val_accuracy);
    for (int i = 0; i < 3000; ++i) CHECK(one->query(one->space().sample(rng), 108, {})->val_accuracy <= best.val_accuracy);
    CHECK(nb101().best_known().val_accuracy >= best.val_accuracy);
  }
}

TEST_CASE("a random repeat is the best one in a third of the cases and below it by the stated spread else") {
  base::Rng rng(5);
  const auto cell = nb101().best_known().architecture;
  const double best = nb101().best_known().val_accuracy;
  int same = 0;
  double below = 0;
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    const auto answer = *nb101().query(cell, 108, {seed});
    CHECK(answer.val_accuracy <= best);
    CHECK((answer.flags & benchmark::kNoisy) != 0);
    same += answer.val_accuracy == best ? 1 : 0;
    below += best - answer.val_accuracy;
  }
  CHECK(same / 6000.0 == doctest::Approx(1.0 / 3).epsilon(0.06));
  CHECK(below / 6000 == doctest::Approx(0.846 * 0.0020).epsilon(0.06));
  CHECK(nb101().query(cell, 108, {5})->val_accuracy == nb101().query(cell, 108, {5})->val_accuracy);
}

TEST_CASE("a table that lacks cells answers for those it has, and knows no optimum") {
  const auto part = benchmark::make_nb101(shipped_file("nb1shot1-table-v1.cellar"));
  REQUIRE(part);
  CHECK(!(*part)->best_known().is_optimum);
  CHECK(!(*part)->best_known().test_accuracy);
  const auto cell = (*part)->best_known().architecture;
  CHECK((*part)->query(cell, 108, {})->val_accuracy == nb101().query(cell, 108, {})->val_accuracy);
  base::Rng rng(6);
  int missing = 0;
  for (int i = 0; i < 100; ++i)
    if (const auto answer = (*part)->query(nb101().space().sample(rng), 108, {}); !answer) {
      CHECK(answer.error().code == base::ErrorCode::out_of_space);
      ++missing;
    }
  CHECK(missing > 50);
}

TEST_CASE("where a table holds every repeat, an answer is their mean, and with noise one of them") {
  const auto key = space::nb101::number(space::nb101::unpack(nb101().best_known().architecture));
  const std::vector<table::Nb101Row> rows = {{key, {9400, {0, 0, 0, 9450}, 1'000'000, true}}};
  table::Nb101RepeatColumns repeats;
  repeats[3] = {{{{9450, 9400, 1'000'000}, {9430, 9380, 1'100'000}, {9420, 9390, 1'200'000}}}};
  const auto made = benchmark::make_nb101(*table::write_nb101_table("full", "1", rows, false, repeats));
  REQUIRE(made);
  const auto cell = pack(space::nb101::cell_of(key));
  CHECK((*made)->fidelities().steps == std::vector<int>{108});
  CHECK((*made)->query(cell, 36, {}).error().code == base::ErrorCode::unsupported_fidelity);
  const auto answer = *(*made)->query(cell, 108, {});
  CHECK(answer.val_accuracy == doctest::Approx((9450 + 9430 + 9420) / 3.0 / 9984));
  CHECK(*answer.test_accuracy == doctest::Approx((9400 + 9380 + 9390) / 3.0 / 9984));
  CHECK(answer.runtime_seconds == doctest::Approx(1100));
  CHECK((answer.flags & benchmark::kMeasured) != 0);
  std::set<double> drawn;
  for (std::uint64_t seed = 0; seed < 50; ++seed) drawn.insert((*made)->query(cell, 108, {seed})->val_accuracy);
  CHECK(drawn == std::set<double>{9420.0 / 9984, 9430.0 / 9984, 9450.0 / 9984});
}
