// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include <cellar/optimizer/successive_halving.hpp>
#include <cellar/space/nb1shot1.hpp>

using namespace cellar;
using optimizer::Brackets;
using optimizer::Rung;
using optimizer::Suggestion;

namespace {

const benchmark::FidelityRange kTable = {4, 108, "epochs", {4, 12, 36, 108}};
const benchmark::FidelityRange kSurrogate = {1, 98, "epochs", {}};

// The n-th architecture of a space: told apart by their number.
space::Architecture numbered(std::int64_t number) { return space::nb1shot1::space(3).architecture(number); }

benchmark::Evaluation accuracy(double value) {
  benchmark::Evaluation evaluation;
  evaluation.val_accuracy = value;
  return evaluation;
}

// Asks for a whole rung and tells it; value(i) is the answer to its i-th suggestion, empty where it fails.
template <class Value>
std::vector<Suggestion> rung(Brackets& brackets, std::int64_t& next, Value value) {
  std::vector<Suggestion> batch;
  brackets.next(1000, [&](int fidelity) { return Suggestion{numbered(next++), fidelity}; }, batch);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const std::optional<double> answer = value(i);
    brackets.tell({batch[i], answer ? std::optional(accuracy(*answer)) : std::nullopt});
  }
  return batch;
}

}  // namespace

TEST_CASE("rungs are a table's steps, or thirds of the longest training down to the shortest") {
  using optimizer::fidelity_ladder;
  CHECK(fidelity_ladder(kTable, 3, 3) == std::vector{4, 12, 36, 108});
  CHECK(fidelity_ladder(kTable, 3, 10) == std::vector{12, 36, 108});
  CHECK(fidelity_ladder(kSurrogate, 3, 3) == std::vector{4, 11, 33, 98});
  CHECK(fidelity_ladder(kSurrogate, 3, 1) == std::vector{1, 4, 11, 33, 98});
  CHECK(fidelity_ladder(kSurrogate, 2, 20) == std::vector{25, 49, 98});
  CHECK(fidelity_ladder(kSurrogate, 3, 99) == std::vector{98});
  CHECK(fidelity_ladder(kTable, 3, 200) == std::vector{108});
}

TEST_CASE("on NAS-Bench-101 the brackets are 27-9-3-1, 9-3-1, 6-2 and 4") {
  const auto brackets = optimizer::hyperband_brackets(kTable.steps, 3);
  REQUIRE(brackets.size() == 4);
  CHECK(brackets[0] == std::vector<Rung>{{27, 4}, {9, 12}, {3, 36}, {1, 108}});
  CHECK(brackets[1] == std::vector<Rung>{{9, 12}, {3, 36}, {1, 108}});
  CHECK(brackets[2] == std::vector<Rung>{{6, 36}, {2, 108}});
  CHECK(brackets[3] == std::vector<Rung>{{4, 108}});
}

TEST_CASE("the best of a rung are trained on, the earlier of equals, and then the next bracket begins") {
  Brackets brackets({{{4, 1}, {2, 3}}, {{1, 3}}});
  std::int64_t next = 0;
  const auto first = rung(brackets, next, [](std::size_t i) { return std::array{0.5, 0.7, 0.7, 0.9}[i]; });
  REQUIRE(first.size() == 4);
  CHECK(brackets.members() == std::vector<std::int64_t>{0, 1, 2, 3});
  for (const auto& suggestion : first) {
    CHECK(suggestion.fidelity == 1);
    CHECK(suggestion.reason.rung == 0);
  }

  const auto promoted = rung(brackets, next, [](std::size_t) { return 0.8; });
  REQUIRE(promoted.size() == 2);
  CHECK(promoted[0].architecture == numbered(3));
  CHECK(promoted[1].architecture == numbered(1));
  for (const auto& suggestion : promoted) {
    CHECK(suggestion.fidelity == 3);
    CHECK(suggestion.reason.move == optimizer::Move::promotion);
    CHECK(suggestion.reason.considered == std::vector<std::int64_t>{0, 1, 2, 3});
    CHECK(suggestion.reason.bracket == 0);
    CHECK(suggestion.reason.rung == 1);
  }
  CHECK(promoted[0].reason.parent == 3);
  CHECK(promoted[1].reason.parent == 1);
  CHECK(brackets.members() == std::vector<std::int64_t>{4, 5});

  const auto second = rung(brackets, next, [](std::size_t) { return 0.1; });
  REQUIRE(second.size() == 1);
  CHECK(second[0].architecture == numbered(4));
  CHECK(second[0].fidelity == 3);
  CHECK(second[0].reason.bracket == 1);
  CHECK(rung(brackets, next, [](std::size_t) { return 0.1; }).size() == 4);
}

TEST_CASE("a failed evaluation is promoted only where nothing better is left") {
  Brackets brackets({{{3, 1}, {2, 3}}});
  std::int64_t next = 0;
  rung(brackets, next, [](std::size_t i) { return i == 1 ? std::optional(0.2) : std::nullopt; });
  const auto promoted = rung(brackets, next, [](std::size_t) { return 0.2; });
  REQUIRE(promoted.size() == 2);
  CHECK(promoted[0].architecture == numbered(1));
  CHECK(promoted[1].architecture == numbered(0));
}
