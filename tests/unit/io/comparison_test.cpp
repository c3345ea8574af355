// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <doctest/doctest.h>

#include <cellar/io/comparison_csv.hpp>
#include <cellar/io/comparison_json.hpp>
#include <cellar/io/json_document.hpp>
#include <io/example_record.hpp>

using namespace cellar;

namespace {

// Two optimizers, both budgets used up: the second is better in all but one of six runs, where both are equal.
study::StudyRecord compared_study() {
  auto record = io::example_record();
  record.spec.optimizers.pop_back();
  record.spec.runs = 6;
  record.spec.evaluations = 33;
  record.spec.simulated_seconds.reset();
  record.runs.clear();
  for (std::size_t optimizer = 0; optimizer < 2; ++optimizer)
    for (int run = 0; run < 6; ++run) {
      std::vector<double> incumbents;
      const double lead = 0.001 * static_cast<double>(optimizer) * run;
      for (int i = 10; i >= 0; --i) incumbents.push_back(0.9 - 0.01 * i + lead);
      record.runs.push_back(io::example_run(optimizer, run, incumbents));
    }
  return record;
}

io::Json json_of(const std::string& text) {
  auto document = io::parse_json(text);
  REQUIRE(document);
  return *document;
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("the comparison as JSON has scores, tests and ranks at smaller budgets") {
  const std::string line = io::comparison_json(compared_study());
  CHECK(line.find('\n') == std::string::npos);
  const auto json = json_of(line);
  CHECK(json["schema"] == "cellar.comparison/1");
  CHECK(json["axis"] == "evaluations");
  CHECK(json["budget"] == 33);
  CHECK(json["at_end"] == true);
  CHECK(json["paired_runs"] == 6);
  CHECK(json["underpowered"] == false);
  REQUIRE(json["optimizers"].size() == 2);
  CHECK(json["optimizers"][0]["optimizer"] == "rs");
  CHECK(json["optimizers"][0]["mean_rank"] == doctest::Approx(11.5 / 6));
  REQUIRE(json["pairs"].size() == 1);
  CHECK(json["pairs"][0]["zeros"] == 1);
  CHECK(json["pairs"][0]["p"] == 2.0 / 32);
  CHECK(json["pairs"][0]["differs"] == false);
  CHECK(json["pairs"][0]["rank_biserial"] == -1.0);
  CHECK(json["pairs"][0]["median_difference"] == doctest::Approx(-0.0025));
  CHECK(json["over_runs"]["blocks"] == 6);
  CHECK(json["common_gpu_days"] == doctest::Approx(11 * 15'000.25 / 86400));
  REQUIRE(json["ranks"].size() == 2);
  CHECK(json["ranks"][1]["evaluations"] == 30);
  CHECK(json["ranks"][1]["mean_ranks"].size() == 2);
}

TEST_CASE("the comparison at a budget, and where there is nothing to compare") {
  const study::Budget early{study::CurveAxis::evaluations, 10};
  const auto json = json_of(io::comparison_json(compared_study(), early));
  CHECK(json["at_end"] == false);
  CHECK(json["budget"] == 10);
  auto record = compared_study();
  for (auto& run : record.runs) run.incumbents.clear();
  const auto empty = json_of(io::comparison_document(record));
  CHECK(empty["optimizers"].empty());
  CHECK(empty["pairs"].empty());
  CHECK(!empty.contains("common_gpu_days"));
}

TEST_CASE("tests as CSV have a line for each study and pair") {
  const std::vector<study::StudyRecord> studies = {compared_study(), compared_study()};
  const std::string csv = io::pairs_csv(studies);
  CHECK(csv.starts_with("benchmark,seed,axis,budget,paired_runs,first,second,zeros,p,exact,p_holm,differs,"));
  CHECK(lines_of(csv) == 3);
  CHECK(csv.find("\nnb301,18446744073709551615,evaluations,33,6,rs,re,1,0.0625,true,0.0625,false,-0.00") !=
        std::string::npos);
}

TEST_CASE("scores as CSV have a line for each study, budget and optimizer") {
  const std::vector<study::StudyRecord> studies = {compared_study()};
  const std::string csv = io::scores_csv(studies);
  CHECK(lines_of(csv) == 1 + 2 * 4);  // 10 and 30 evaluations, the end, and the common time
  CHECK(csv.find("\nnb301,18446744073709551615,simulated_gpu_days,") != std::string::npos);
}
