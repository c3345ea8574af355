// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/summary.hpp>

#include <doctest/doctest.h>

#include <study/two_runs.hpp>

using namespace cellar;

TEST_CASE("the summary is of the last incumbents") {
  const auto summary = study::summarize(study::two_runs());
  REQUIRE(summary.size() == 1);
  CHECK(summary[0].runs == 2);
  CHECK(summary[0].mean == doctest::Approx(0.75));
  CHECK(summary[0].sd == doctest::Approx(0.0707106781));
  CHECK(summary[0].val_accuracy.median == doctest::Approx(0.75));
  CHECK(summary[0].simulated_gpu_days == doctest::Approx(15));
  CHECK(summary[0].best_answer.val_accuracy == 0.8);
  CHECK(!summary[0].test_accuracy);
  CHECK(!summary[0].val_regret);
}

TEST_CASE("test accuracy and regret stand beside, where known") {
  auto record = study::two_runs();
  record.optimum = {0.9, 0.88};
  record.runs[0].incumbents[1].answer.test_accuracy = 0.7;
  CHECK(!study::summarize(record)[0].test_accuracy);  // the other run's is not known
  record.runs[1].incumbents[1].answer.test_accuracy = 0.8;
  const auto summary = study::summarize(record)[0];
  CHECK(*summary.test_accuracy == doctest::Approx(0.75));
  CHECK(*summary.val_regret == doctest::Approx(0.15));
  CHECK(*summary.test_regret == doctest::Approx(0.13));
}

TEST_CASE("a record without trials has no figures") {
  study::StudyRecord record = study::two_runs();
  for (auto& run : record.runs) run.incumbents.clear();
  CHECK(study::summarize(record).empty());
}
