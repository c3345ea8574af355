// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/anytime.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include <study/two_runs.hpp>

using namespace cellar;
using study::CurveAxis;
using study::Measure;

TEST_CASE("curves by evaluations hold each run's incumbent so far") {
  const auto curves = study::anytime_curves(study::two_runs(), CurveAxis::evaluations);
  REQUIRE(curves.size() == 1);
  CHECK(curves[0].x == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  CHECK(curves[0].mean[2] == doctest::Approx(0.55));
  CHECK(curves[0].mean[3] == doctest::Approx(0.7));
  CHECK(curves[0].mean[9] == doctest::Approx(0.75));
  CHECK(curves[0].standard_error[9] == doctest::Approx(0.05));  // sd 0.0707 over sqrt(2)
  CHECK(curves[0].runs[0] == std::vector<double>{0.5, 0.5, 0.5, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8});
  CHECK(curves[0].complete_points() == 10);
}

TEST_CASE("curves by time begin where every run has an answer and end with the longest run") {
  const auto curves = study::anytime_curves(study::two_runs(), CurveAxis::simulated_gpu_days);
  REQUIRE(curves.size() == 1);
  CHECK(curves[0].x.front() == doctest::Approx(2));
  CHECK(curves[0].x.back() == doctest::Approx(20));
  CHECK(curves[0].mean.front() == doctest::Approx(0.55));
  CHECK(curves[0].mean.back() == doctest::Approx(0.75));
  for (std::size_t i = 1; i < curves[0].x.size(); ++i) {
    CHECK(curves[0].x[i] > curves[0].x[i - 1]);
    CHECK(curves[0].mean[i] >= curves[0].mean[i - 1]);
  }
  const std::size_t complete = curves[0].complete_points();  // the first run ends after 10 of 20 days
  CHECK(curves[0].x[complete - 1] <= 10);
  CHECK(curves[0].x[complete] > 10);
  CHECK(curves[0].going[complete] == 1);
}

TEST_CASE("a record without trials has no curves") {
  study::StudyRecord record = study::two_runs();
  for (auto& run : record.runs) run.incumbents.clear();
  CHECK(study::anytime_curves(record, CurveAxis::evaluations).empty());
}

TEST_CASE("a curve may fall where an incumbent of higher fidelity replaces a better one of lower") {
  auto record = study::two_runs();
  record.runs[0].incumbents[1].answer.val_accuracy = 0.4;
  CHECK(study::anytime_curves(record, CurveAxis::evaluations)[0].runs[0][3] == 0.4);
}

TEST_CASE("regret needs a reference, test accuracies need to be known") {
  auto record = study::two_runs();
  CHECK(study::anytime_curves(record, CurveAxis::evaluations, Measure::val_regret).empty());
  CHECK(study::anytime_curves(record, CurveAxis::evaluations, Measure::test_accuracy).empty());
  CHECK(!study::known_optimum(record));
  record.optimum = {0.9, 0.88};
  const auto reference = study::known_optimum(record);
  REQUIRE(reference);
  CHECK(reference->is_optimum);
  const auto regret = study::anytime_curves(record, CurveAxis::evaluations, Measure::val_regret, reference);
  REQUIRE(regret.size() == 1);
  CHECK(regret[0].mean.back() == doctest::Approx(0.15));
  CHECK(study::anytime_curves(record, CurveAxis::evaluations, Measure::test_regret, reference).empty());
  for (auto& run : record.runs)
    for (auto& incumbent : run.incumbents) incumbent.answer.test_accuracy = incumbent.answer.val_accuracy - 0.05;
  const auto test = study::anytime_curves(record, CurveAxis::evaluations, Measure::test_regret, reference);
  REQUIRE(test.size() == 1);
  CHECK(test[0].mean.back() == doctest::Approx(0.88 - 0.70));
}

TEST_CASE("the incumbent at a budget is the last one found by then") {
  const auto record = study::two_runs();
  const auto at = [&](double amount) { return study::incumbent_at(record.runs[0], {CurveAxis::evaluations, amount}); };
  CHECK(at(0.5) == nullptr);
  CHECK(at(3)->answer.val_accuracy == 0.5);
  CHECK(at(4)->answer.val_accuracy == 0.8);
  CHECK(at(1000)->answer.val_accuracy == 0.8);
}

TEST_CASE("the area under a curve weighs equal factors of budget the same") {
  const auto record = study::two_runs();
  const auto area = [&](double from, double to) {
    return study::area_under_curve(record.runs[0], CurveAxis::evaluations, from, to);
  };
  // 0.5 from 1 to 4, then 0.8: ln 4 and ln 4 of ln 16.
  CHECK(area(1, 16) == doctest::Approx(0.65));
  CHECK(area(1, 10) == doctest::Approx((0.5 * std::log(4.0) + 0.8 * std::log(2.5)) / std::log(10.0)));
  CHECK(area(1, 3) == doctest::Approx(0.5));
  CHECK(area(4, 10) == doctest::Approx(0.8));
  CHECK(area(1, 1) == 0.5);
  CHECK(area(0.25, 1) == 0);  // no incumbent before the first
}
