// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/comparison.hpp>

#include <algorithm>

#include <doctest/doctest.h>

#include <cellar/base/rng.hpp>
#include <study/two_runs.hpp>

using namespace cellar;
using study::compare;
using study::CurveAxis;
using study::incumbent;
using study::StudyRecord;

namespace {

constexpr double kDay = 86400;

// A study of 100 evaluations; accuracies[o][r] is what run r of optimizer o ends with, found at evaluation 50 after a
// first answer of half of it. Evaluations last as many days as the optimizer's number from 1.
StudyRecord study_of(const std::vector<std::vector<double>>& accuracies) {
  StudyRecord record;
  record.spec.runs = static_cast<int>(accuracies.front().size());
  record.spec.evaluations = 100;
  for (std::size_t o = 0; o < accuracies.size(); ++o) {
    record.spec.optimizers.push_back({"re", {{"population", static_cast<std::int64_t>(10 + o)}}});
    const double days = static_cast<double>(o + 1);
    for (std::size_t r = 0; r < accuracies[o].size(); ++r)
      record.runs.push_back({o, static_cast<int>(r), 100, 100 * days * kDay,
                             {incumbent(1, days * kDay, accuracies[o][r] / 2),
                              incumbent(50, 50 * days * kDay, accuracies[o][r])}, {}});
  }
  return record;
}

std::vector<double> random_values(base::Rng& rng, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(0.9 + 0.001 * rng.below(40));
  return values;
}

}  // namespace

TEST_CASE("scores, ranks and tests of two optimizers, by hand") {
  const auto comparison =
      compare(study_of({{0.90, 0.92, 0.94, 0.96, 0.90, 0.91}, {0.91, 0.93, 0.95, 0.97, 0.92, 0.91}}));
  CHECK(comparison.at_end);
  CHECK(comparison.complete);
  CHECK(comparison.paired_runs == 6);
  CHECK(comparison.budget.amount == 100);
  REQUIRE(comparison.scores.size() == 2);
  CHECK(comparison.scores[0].mean == doctest::Approx(5.53 / 6));
  CHECK(comparison.scores[0].mean_rank == doctest::Approx((5 * 2 + 1.5) / 6));
  CHECK(comparison.scores[1].mean_rank == doctest::Approx((5 * 1 + 1.5) / 6));
  REQUIRE(comparison.pairs.size() == 1);
  const auto& pair = comparison.pairs[0];
  CHECK(pair.test.zeros == 1);
  CHECK(pair.test.negative == 3.5 * 4 + 6);  // four equal differences share ranks 2 to 5; the zero had rank 1
  CHECK(pair.test.p == 2.0 / 32);
  CHECK(pair.p_holm == pair.test.p);
  CHECK(!pair.differs);
  CHECK(pair.median_difference == doctest::Approx(-0.01));
  CHECK(pair.test.rank_biserial == -1);
  CHECK(!comparison.underpowered());  // 2 / 2^6
}

TEST_CASE("few runs are said to be too few") {
  const auto two = compare(study_of({{0.9, 0.91, 0.92, 0.93, 0.94}, {0.8, 0.81, 0.82, 0.83, 0.84}}));
  CHECK(two.smallest_p_holm == 0.0625);
  CHECK(two.underpowered());
  const std::vector<double> six(6, 0.9);
  CHECK(!compare(study_of({six, six})).underpowered());
  CHECK(compare(study_of({six, six, six})).smallest_p_holm == 0.09375);  // three pairs
}

TEST_CASE("identical optimizers never differ") {
  base::Rng rng(7);
  for (int repeat = 0; repeat < 5; ++repeat) {
    const auto values = random_values(rng, 30);
    const auto comparison = compare(study_of({values, values, values}));
    for (const auto& pair : comparison.pairs) {
      CHECK(pair.p_holm == 1);
      CHECK(!pair.differs);
      CHECK(pair.a12 == 0.5);
      CHECK(pair.median_difference == 0);
    }
    for (const auto& score : comparison.scores) CHECK(score.mean_rank == 2);
    CHECK(comparison.over_runs->p == 1);
  }
}

TEST_CASE("a permutation of the optimizers permutes the results") {
  base::Rng rng(11);
  std::vector<std::vector<double>> values;
  for (int i = 0; i < 3; ++i) values.push_back(random_values(rng, 20));
  const auto forward = compare(study_of(values));
  const auto backward = compare(study_of({values[2], values[1], values[0]}));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(forward.scores[i].mean_rank == backward.scores[2 - i].mean_rank);
    CHECK(forward.scores[i].mean == backward.scores[2 - i].mean);
    CHECK(forward.scores[i].area == backward.scores[2 - i].area);
  }
  for (const auto& pair : forward.pairs) {
    const auto same = std::find_if(backward.pairs.begin(), backward.pairs.end(), [&](const auto& other) {
      return other.first == 2 - pair.second && other.second == 2 - pair.first;
    });
    REQUIRE(same != backward.pairs.end());
    CHECK(same->test.p == pair.test.p);
    CHECK(same->p_holm == pair.p_holm);
    CHECK(same->test.rank_biserial == -pair.test.rank_biserial);
    CHECK(same->median_difference == doctest::Approx(-pair.median_difference));
    CHECK(same->a12 == doctest::Approx(1 - pair.a12));
  }
  CHECK(forward.over_runs->p == doctest::Approx(backward.over_runs->p).epsilon(1e-12));
}

TEST_CASE("a budget cuts the runs and leaves out those that did not get so far") {
  auto record = study_of({{0.9, 0.92}, {0.91, 0.93}});
  const auto early = compare(record, study::Budget{CurveAxis::evaluations, 10});
  CHECK(!early.at_end);
  CHECK(early.scores[0].mean == doctest::Approx(0.455));
  record.runs[1].evaluations = 9;
  CHECK(compare(record, study::Budget{CurveAxis::evaluations, 10}).paired_runs == 1);
  CHECK(compare(record, study::Budget{CurveAxis::evaluations, 101}).scores.empty());
  // At 120 simulated days the first optimizer, whose runs last 100, has no run to compare.
  CHECK(compare(record, study::Budget{CurveAxis::simulated_gpu_days, 120}).paired_runs == 0);
  const auto by_time = compare(record, study::Budget{CurveAxis::simulated_gpu_days, 60});
  CHECK(by_time.scores[0].mean == doctest::Approx(0.91));   // found after 50 days
  CHECK(by_time.scores[1].mean == doctest::Approx(0.46));   // found after 100
  CHECK(by_time.area_from == 2);                            // where both have an answer
}

TEST_CASE("of an interrupted study the run numbers that are finished everywhere are compared") {
  auto record = study_of({{0.9, 0.92, 0.94}, {0.91, 0.93, 0.95}});
  record.runs[5].evaluations = 60;
  auto comparison = compare(record);
  CHECK(comparison.at_end);
  CHECK(!comparison.complete);
  CHECK(comparison.paired_runs == 2);
  for (auto& run : record.runs) run.evaluations = std::min<std::int64_t>(run.evaluations, 70);
  comparison = compare(record);  // none is finished
  CHECK(!comparison.at_end);
  CHECK(comparison.budget.amount == 60);
  CHECK(comparison.paired_runs == 3);
  for (auto& run : record.runs)
    if (run.optimizer == 1) run.incumbents.clear();
  CHECK(compare(record).scores.size() == 1);
  CHECK(!compare(record).complete);
  for (auto& run : record.runs) run.incumbents.clear();
  CHECK(compare(record).scores.empty());
  CHECK(!study::common_time(record));
}

TEST_CASE("a study limited by simulated time is compared by simulated time") {
  auto record = study_of({{0.9}, {0.91}});
  record.spec.evaluations = 1'000'000'000;
  record.spec.simulated_seconds = 100 * kDay;
  const auto comparison = compare(record);
  CHECK(comparison.budget.axis == CurveAxis::simulated_gpu_days);
  CHECK(comparison.budget.amount == 100);
  CHECK(comparison.scores[1].mean == 0.91);  // as the run ended
}

TEST_CASE("the common time is what the cheapest run used") {
  CHECK(study::common_time(study_of({{0.9}, {0.91}, {0.92}}))->amount == 100);
}

TEST_CASE("usual budgets lie below the study's own") {
  const auto budgets = study::usual_budgets(study_of({{0.9}}));
  REQUIRE(budgets.size() == 2);
  CHECK(budgets[0].amount == 10);
  CHECK(budgets[1].amount == 30);
}
