// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/run_news.hpp>

#include <array>

#include <doctest/doctest.h>

#include <cellar/io/record_json.hpp>
#include "optimizer/additive_benchmark.hpp"

using namespace cellar;

namespace {

const AdditiveBenchmark& toy() {
  static const AdditiveBenchmark benchmark;
  return benchmark;
}

study::StudySpec two_optimizers() {
  return *study::resolve({"additive", {{"rs", {}}, {"re", {}}}, 3, 300, {}, 5, false}, toy());
}

study::Session session_of(std::vector<study::RunKey> keys, study::Clock clock = nullptr) {
  return {two_optimizers(), std::move(keys), toy(), study::Session::Order::in_turn, clock};
}

std::string text_of(const study::StudyRecord& record) { return io::to_json(record, toy().space()); }

double ticking_clock() {
  static double seconds = 0;
  return seconds += 0.25;
}

}  // namespace

TEST_CASE("a study gathered from the news of two workers is the study done in one") {
  auto whole = session_of(study::all_runs(two_optimizers()));
  while (!whole.done()) REQUIRE(whole.step(1000));

  std::array<study::Session, 2> workers = {session_of({{0, 0}, {0, 2}, {1, 1}}, ticking_clock),
                                           session_of({{0, 1}, {1, 0}, {1, 2}}, ticking_clock)};
  std::array<io::RunNews, 2> news;
  auto gathered = io::nothing_gathered(two_optimizers(), toy());
  REQUIRE(gathered.record.runs.size() == 6);
  while (!workers[0].done() || !workers[1].done())
    for (std::size_t i = 0; i < workers.size(); ++i) {
      REQUIRE(workers[i].step(77));
      REQUIRE(io::take_news(gathered, news[i].next(workers[i], toy().space()), toy().space()));
    }
  CHECK(text_of(gathered.record) == text_of(whole.record()));
  for (const double seconds : gathered.thinking_seconds) CHECK(seconds > 0);
}

TEST_CASE("news hold what is new, and nothing where nothing went on") {
  auto session = session_of({{0, 1}});
  io::RunNews news;
  REQUIRE(session.step(10));
  const std::string first = news.next(session, toy().space());
  CHECK(first.starts_with(R"({"runs":[{"optimizer":0,"run":1,"evaluations":10,)"));
  CHECK(news.next(session, toy().space()) == R"({"runs":[]})");
  REQUIRE(session.step(1));
  CHECK(news.next(session, toy().space()).size() < first.size());
}

TEST_CASE("news that do not fit are refused, and change nothing") {
  auto gathered = io::nothing_gathered(two_optimizers(), toy());
  auto session = session_of({{0, 1}});
  io::RunNews news;
  REQUIRE(session.step(10));
  const std::string first = news.next(session, toy().space());
  REQUIRE(io::take_news(gathered, first, toy().space()));
  const std::string before = text_of(gathered.record);
  for (const std::string& bad : {first, std::string("{}"), std::string("[]"), std::string("{"),
                                 std::string(R"({"runs":[{"optimizer":2}]})")}) {
    CHECK(!io::take_news(gathered, bad, toy().space()));
    CHECK(text_of(gathered.record) == before);
  }
}

TEST_CASE("an optimizer's own time is told with the evaluations it took") {
  auto gathered = io::nothing_gathered(two_optimizers(), toy());
  CHECK(io::thinking_json(gathered) == "[]");
  gathered.record.runs[4].evaluations = 20;
  gathered.thinking_seconds[4] = 0.5;
  gathered.record.runs[5].evaluations = 10;
  gathered.thinking_seconds[5] = 0.25;
  CHECK(io::thinking_json(gathered) == R"([{"optimizer":"re","seconds":0.75,"evaluations":30}])");
}
