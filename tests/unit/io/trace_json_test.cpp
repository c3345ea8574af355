// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/trace_json.hpp>

#include <doctest/doctest.h>

#include <io/example_record.hpp>

using namespace cellar;

namespace {

study::TracedTrial example() {
  return {{{io::example_architecture(3), 98, {}}, io::example_answer(0.94)}, {4, 7}, 0.5};
}

std::string end_of(const study::TracedTrial& traced) {
  const std::string text = io::trial_json(traced, space::darts::space());
  return text.substr(text.find("\"move\""));
}

}  // namespace

TEST_CASE("a trial with every reason, in the documented order") {
  auto traced = example();
  traced.trial.suggestion.reason = {optimizer::Move::promotion, 4, {4, 5, 6}, 0.25, 0, 1};
  CHECK(io::trial_json(traced, space::darts::space()).starts_with(R"({"architecture":"[[(0, 3), (1, 3), )"));
  CHECK(end_of(traced) == R"("move":"promotion","parent":4,"considered":[4,5,6],"score":0.25,"bracket":0,"rung":1,)"
                         R"("members":[4,7],"thinking_seconds":0.5})");
}

TEST_CASE("what a trial lacks is absent") {
  CHECK(end_of(example()) == R"("move":"random","considered":[],"members":[4,7],"thinking_seconds":0.5})");
}

TEST_CASE("every move has a name of its own") {
  auto traced = example();
  std::string names;
  for (const auto move : {optimizer::Move::random, optimizer::Move::mutation, optimizer::Move::neighbour,
                          optimizer::Move::crossover, optimizer::Move::model, optimizer::Move::promotion}) {
    traced.trial.suggestion.reason.move = move;
    names += end_of(traced).substr(8, end_of(traced).find(',') - 9) + ' ';
  }
  CHECK(names == "random mutation neighbour crossover model promotion ");
}
