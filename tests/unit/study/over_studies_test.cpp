// SPDX-License-Identifier: Apache-2.0
#include <cellar/study/over_studies.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include <study/two_runs.hpp>

using namespace cellar;
using study::compare_over;
using study::incumbent;
using study::StudyRecord;

namespace {

using Values = std::vector<double>;

// A study of 20 evaluations with three runs an optimizer; accuracies[o] is what every run of optimizer o ends with, and
// the order is the other way round until evaluation 15.
StudyRecord study_on(const char* benchmark, const std::vector<const char*>& names, const Values& accuracies) {
  StudyRecord record;
  record.spec.benchmark = benchmark;
  record.spec.runs = 3;
  record.spec.evaluations = 20;
  for (std::size_t o = 0; o < names.size(); ++o) {
    record.spec.optimizers.push_back({names[o], {}});
    for (int r = 0; r < 3; ++r)
      record.runs.push_back({o, r, 20, 20000, {incumbent(1, 1000, 0.5 - accuracies[o] / 10),
                                               incumbent(15, 15000, accuracies[o])}, {}});
  }
  return record;
}

}  // namespace

TEST_CASE("optimizers are ranked within each study, and the ranks averaged") {
  const std::vector<StudyRecord> studies = {study_on("nb301", {"rs", "re", "ls"}, {0.90, 0.92, 0.91}),
                                            study_on("nb101", {"rs", "re", "ls"}, {0.90, 0.92, 0.93}),
                                            study_on("nb1shot1-1", {"rs", "re", "ls"}, {0.90, 0.92, 0.90})};
  const auto comparison = compare_over(studies);
  REQUIRE(comparison);
  CHECK(comparison->ranks_by_study[0] == Values{3, 1, 2});
  CHECK(comparison->ranks_by_study[1] == Values{3, 2, 1});
  CHECK(comparison->ranks_by_study[2] == Values{2.5, 1, 2.5});
  CHECK(comparison->mean_ranks[0] == doctest::Approx(8.5 / 3));
  CHECK(comparison->benchmarks == 3);
  REQUIRE(comparison->test);
  CHECK(comparison->test->blocks == 3);
  CHECK(*comparison->critical_difference == doctest::Approx(2.343 * std::sqrt(3 * 4 / (6.0 * 3))).epsilon(0.001));
  REQUIRE(comparison->by_budget.size() == 2);  // 10 evaluations and the end
  CHECK(comparison->by_budget[0].budget->amount == 10);
  CHECK(comparison->by_budget[0].mean_ranks[0] == doctest::Approx((1 + 1 + 1.5) / 3));
  CHECK(!comparison->by_budget[1].budget);
  CHECK(comparison->by_budget[1].mean_ranks[0] == doctest::Approx(8.5 / 3));
}

TEST_CASE("only optimizers that all studies compare take part, in the order of the first") {
  const std::vector<StudyRecord> studies = {study_on("nb301", {"rs", "re", "ls"}, {0.90, 0.92, 0.91}),
                                            study_on("nb101", {"ls", "tpe", "rs"}, {0.90, 0.99, 0.92})};
  const auto comparison = compare_over(studies);
  REQUIRE(comparison);
  REQUIRE(comparison->optimizers.size() == 2);
  CHECK(comparison->optimizers[0].name == "rs");
  CHECK(comparison->ranks_by_study[0] == Values{2, 1});
  CHECK(comparison->ranks_by_study[1] == Values{1, 2});  // as if tpe had not been there
}

TEST_CASE("the same optimizer with other options is another") {
  std::vector<StudyRecord> studies = {study_on("nb301", {"rs", "re"}, {0.90, 0.92}),
                                      study_on("nb101", {"rs", "re"}, {0.90, 0.92})};
  CHECK(compare_over(studies));
  studies[1].spec.optimizers[1].options = {{"population", std::int64_t{50}}};
  CHECK(!compare_over(studies));
}

TEST_CASE("one study, or studies without an answer, have nothing to compare over") {
  std::vector<StudyRecord> studies = {study_on("nb301", {"rs", "re"}, {0.90, 0.92})};
  CHECK(!compare_over(studies));
  CHECK(!compare_over(std::vector<StudyRecord>{}));
  studies.push_back(study_on("nb301", {"rs", "re"}, {0.90, 0.92}));
  CHECK(compare_over(studies)->benchmarks == 1);
  for (auto& run : studies[1].runs) run.incumbents.clear();
  CHECK(!compare_over(studies));
}
