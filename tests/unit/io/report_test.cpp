// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include <cellar/io/info_json.hpp>
#include <cellar/io/json_document.hpp>
#include <cellar/io/report_csv.hpp>
#include <cellar/io/summary_json.hpp>
#include <io/example_record.hpp>

using namespace cellar;

namespace {

const space::Space& darts() { return space::darts::space(); }

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

io::Json json_of(const std::string& text) {
  auto document = io::parse_json(text);
  REQUIRE(document);
  return *document;
}

}  // namespace

TEST_CASE("the summary names optimizers with their options and counts the runs that have an answer") {
  const std::string csv = io::summary_csv(io::example_record(), darts());
  CHECK(lines_of(csv) == 4);
  CHECK(csv.starts_with("optimizer,runs,val_accuracy_mean,"));
  CHECK(csv.find("\nrs,2,0.9175,") != std::string::npos);
  CHECK(csv.find("\nre,2,0.9375,") != std::string::npos);
  CHECK(csv.find("\nre:population=50,1,0.94,0,0.94,0.94,0.94,") != std::string::npos);
}

TEST_CASE("JSON and CSV summaries hold the same figures") {
  const auto document = json_of(io::summary_json(io::example_record(), darts()));
  CHECK(document["schema"] == "cellar.summary/1");
  CHECK(document["spec"]["budget"]["simulated_seconds"] == 1e6);
  REQUIRE(document["optimizers"].size() == 3);
  const auto& re = document["optimizers"][1];
  CHECK(re["optimizer"] == "re");
  CHECK(re["val_accuracy"]["median"] == 0.9375);
  CHECK(re["best"]["val_accuracy"] == 0.94);
  CHECK(re["best"]["architecture"] == darts().to_compact(io::example_architecture(2)));
  const std::string lines = io::summary_lines(io::example_record(), darts());
  CHECK(lines_of(lines) == 3);
  CHECK(json_of(lines.substr(0, lines.find('\n')))["optimizer"] == "rs");
}

TEST_CASE("curves are tables on the grid of the axis asked for") {
  const auto record = io::example_record();
  const std::string by_evaluations = io::curve_csv(record, study::CurveAxis::evaluations);
  CHECK(by_evaluations.starts_with("optimizer,evaluations,val_accuracy_mean,val_accuracy_q25,val_accuracy_median,"));
  const auto curves = study::anytime_curves(record, study::CurveAxis::evaluations);
  CHECK(lines_of(by_evaluations) == 1 + curves.size() * curves.front().x.size());
  CHECK(io::curve_csv(record, study::CurveAxis::simulated_gpu_days).starts_with("optimizer,simulated_gpu_days,"));
}

TEST_CASE("every incumbent has a line") {
  const std::string csv = io::incumbents_csv(io::example_record(), darts());
  CHECK(lines_of(csv) == 1 + 8);
  CHECK(csv.find("\nrs,0,3,15000.25,0.91,0.00125,,5000,3000000,500000000,98,fitted_to_surrogate noisy,\"[[(0, 0), ") !=
        std::string::npos);
}

TEST_CASE("info lists every optimizer with options enough for a form, and says what became of a model") {
  const io::ModelStatus models[] = {{"nb301", "ready", "", {"nb301-example", "aa"}},
                                    {"other", "model_missing", "not there", {}}};
  const auto document = json_of(io::info_json(models));
  CHECK(document["schema"] == "cellar.info/1");
  CHECK(document["benchmarks"].size() == benchmark::benchmarks().size());
  CHECK(document["optimizers"].size() == optimizer::optimizers().size());
  for (const auto& entry : document["optimizers"])
    for (const auto& option : entry["options"]) CHECK((option.contains("choices") || option["min"] < option["max"]));
  CHECK(document["models"][0]["sha256"] == "aa");
  CHECK(document["models"][1]["detail"] == "not there");
}
