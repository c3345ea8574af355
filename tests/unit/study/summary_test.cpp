// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cellar/study/summary.hpp>

using namespace cellar;
using study::CurveAxis;

namespace {

study::Incumbent incumbent(std::int64_t evaluation, double seconds, double val_accuracy) {
  benchmark::Evaluation answer;
  answer.val_accuracy = val_accuracy;
  return {evaluation, seconds, {}, answer};
}

// Two runs of one optimizer, of 10 evaluations that last a day each in the first run and two days in the second.
study::StudyRecord two_runs() {
  study::StudyRecord record;
  record.spec.optimizers = {{"rs", {}}};
  record.spec.runs = 2;
  record.spec.evaluations = 10;
  constexpr double day = 86400;
  record.runs = {{0, 0, 10, 10 * day, {incumbent(1, day, 0.5), incumbent(4, 4 * day, 0.8)}, {}},
                 {0, 1, 10, 20 * day, {incumbent(1, 2 * day, 0.6), incumbent(9, 18 * day, 0.7)}, {}}};
  return record;
}

}  // namespace

TEST_CASE("quartiles are NumPy's") {
  const auto q = study::quartiles({4, 1, 3, 2, 10});  // np.percentile([...], [25, 50, 75]) = 2, 3, 4
  CHECK(q.q25 == 2);
  CHECK(q.median == 3);
  CHECK(q.q75 == 4);
  const auto even = study::quartiles({1, 2, 3, 4});  // 1.75, 2.5, 3.25
  CHECK(even.q25 == 1.75);
  CHECK(even.median == 2.5);
  CHECK(even.q75 == 3.25);
  CHECK(study::quartiles({7}).q25 == 7);
}

TEST_CASE("the summary is of the last incumbents") {
  const auto summary = study::summarize(two_runs());
  REQUIRE(summary.size() == 1);
  CHECK(summary[0].runs == 2);
  CHECK(summary[0].mean == doctest::Approx(0.75));
  CHECK(summary[0].sd == doctest::Approx(0.0707106781));
  CHECK(summary[0].val_accuracy.median == doctest::Approx(0.75));
  CHECK(summary[0].simulated_gpu_days == doctest::Approx(15));
  CHECK(summary[0].best_answer.val_accuracy == 0.8);
}

TEST_CASE("curves by evaluations hold each run's best so far") {
  const auto curves = study::anytime_curves(two_runs(), CurveAxis::evaluations);
  REQUIRE(curves.size() == 1);
  CHECK(curves[0].x == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  CHECK(curves[0].mean[2] == doctest::Approx(0.55));
  CHECK(curves[0].mean[3] == doctest::Approx(0.7));
  CHECK(curves[0].mean[9] == doctest::Approx(0.75));
}

TEST_CASE("curves by time begin where every run has an answer and end with the longest run") {
  const auto curves = study::anytime_curves(two_runs(), CurveAxis::simulated_gpu_days);
  REQUIRE(curves.size() == 1);
  CHECK(curves[0].x.front() == doctest::Approx(2));
  CHECK(curves[0].x.back() == doctest::Approx(20));
  CHECK(curves[0].mean.front() == doctest::Approx(0.55));
  CHECK(curves[0].mean.back() == doctest::Approx(0.75));
  for (std::size_t i = 1; i < curves[0].x.size(); ++i) {
    CHECK(curves[0].x[i] > curves[0].x[i - 1]);
    CHECK(curves[0].mean[i] >= curves[0].mean[i - 1]);
  }
}

TEST_CASE("a record without trials has no figures and no curves") {
  study::StudyRecord record = two_runs();
  for (auto& run : record.runs) run.incumbents.clear();
  CHECK(study::summarize(record).empty());
  CHECK(study::anytime_curves(record, CurveAxis::evaluations).empty());
}
