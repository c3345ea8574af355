// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/nb301_results.hpp>

#include <doctest/doctest.h>

#include <string>

#include <cellar/io/darts_json.hpp>

#include "shared_data.hpp"

namespace cellar::io {
namespace {

space::darts::Genotype genotype() {
  base::Rng rng(1);
  return space::darts::unpack(space::darts::space().sample(rng));
}

// The configuration's keys with layers and channels, as an object without its closing brace.
std::string config() {
  std::string text = to_darts_config(genotype());
  text.pop_back();
  return text + R"(,"NetworkSelectorDatasetInfo:darts:layers":8,"NetworkSelectorDatasetInfo:darts:init_channels":32)" +
         R"(,"NetworkSelectorDatasetInfo:darts:auxiliary":"True","OptimizerSelector:optimizer":"sgd")";
}

// A results file; `info` and `rest` are members with a comma before them.
std::string results(const std::string& info, const std::string& rest,
                    const std::string& key = "optimized_hyperparamater_config") {
  return R"({"budget":100,")" + key + R"(":)" + config() + "}" + info + rest + "}";
}

const std::string kInfo = R"(,"info":[{"train_accuracy":86.6,"val_accuracy":94.13,"epochs":98},{"val_accuracy":11}])";
const std::string kRest = R"(,"test_accuracy":93.76,"runtime":5021.5)";
const std::string kCurves =
    R"(,"learning_curves":{"Train/train_accuracy":[1,2,3],"Train/val_accuracy":[35.5,90,94.12],"Train/lr":[0.1]})";

TEST_CASE("a result without learning curves") {
  const auto read = parse_nb301_result(results(kInfo, kRest));
  REQUIRE(read);
  CHECK(read->genotype == genotype());
  CHECK(read->fidelity == Nb301Fidelity{100, 8, 32});
  CHECK(read->val_accuracy == 9413 / 10000.0);  // the very quotient
  CHECK(read->test_accuracy == 9376 / 10000.0);
  CHECK(read->runtime_seconds == 5021.5);
  CHECK(read->curve_epochs == 0);
}

TEST_CASE("a result with learning curves, and one that has nothing else") {
  const auto read = parse_nb301_result(results(kCurves + kInfo, kRest));
  REQUIRE(read);
  CHECK(read->val_accuracy == 0.9413);
  CHECK(read->curve_epochs == 3);
  const auto alone = parse_nb301_result(results(kCurves, ""));
  REQUIRE(alone);
  CHECK(alone->val_accuracy == 0.9412);
  CHECK_FALSE(alone->test_accuracy);
  CHECK_FALSE(alone->runtime_seconds);
}

TEST_CASE("the configuration's key may be spelt rightly; an accuracy need not be whole images") {
  const auto read = parse_nb301_result(
      results(R"(,"info":[{"val_accuracy":94.130005}])", R"(,"test_accuracy":93.7654321)",
              "optimized_hyperparameter_config"));
  REQUIRE(read);
  CHECK(read->val_accuracy == doctest::Approx(0.94130005));
  CHECK(*read->test_accuracy == doctest::Approx(0.937654321));
  CHECK(parse_nb301_result(results(R"(,"info":[{"val_accuracy":97.68000030517578}])", ""))->val_accuracy == 0.9768);
}

TEST_CASE("names that are wanted elsewhere do not count where they are") {
  const auto read = parse_nb301_result(
      results(kInfo, kRest + R"(,"extra":{"val_accuracy":1,"info":[{"val_accuracy":2}],)" +
                         R"("learning_curves":{"Train/val_accuracy":[3]}})"));
  REQUIRE(read);
  CHECK(read->val_accuracy == 0.9413);
  CHECK(read->curve_epochs == 0);
}

TEST_CASE("damaged results say what is wrong") {
  const auto complaint = [](const std::string& text) {
    const auto read = parse_nb301_result(text);
    REQUIRE_FALSE(read);
    return read.error().text();
  };
  const auto of_info = [&](const std::string& info) { return complaint(results(info, kRest)); };
  const std::string whole = results(kInfo, kRest);
  for (std::size_t length = 0; length < whole.size(); length += 7)
    REQUIRE_FALSE(parse_nb301_result(whole.substr(0, length)));
  CHECK(complaint(whole.substr(0, 200)).find("column 201") != std::string::npos);
  CHECK(complaint(whole + "}").find("JSON") != std::string::npos);
  CHECK(complaint("[]").find("edge_normal_0") != std::string::npos);
  CHECK(complaint(std::string(100'000, '[')).find("nested deeper") != std::string::npos);
  CHECK(complaint(results("", kRest)).find("no learning curve either") != std::string::npos);
  CHECK(of_info(R"(,"info":[{"val_accuracy":"94"}])").find("info[0].val_accuracy") != std::string::npos);
  CHECK(of_info(R"(,"info":[{"val_accuracy":NaN}])").find("column") != std::string::npos);
  CHECK(of_info(R"(,"info":[{"val_accuracy":100.5}])").find("0 to 100 per cent") != std::string::npos);
  CHECK(complaint(results(kInfo, R"(,"test_accuracy":-1)")).starts_with("test_accuracy"));
  CHECK(complaint(results(kInfo, R"(,"runtime":-1)")).starts_with("runtime"));
  CHECK(complaint(results(kInfo, R"(,"budget":1e300)")).starts_with("budget"));
  auto other = whole;
  other.replace(other.find("_conv_"), 6, "_cone_");
  CHECK(complaint(other).find("unknown operation") != std::string::npos);
}

TEST_CASE("the original fixture" * doctest::skip(!has_shared_data())) {
  const auto read = parse_nb301_result(read_shared_data("nb301/results_0.json"));
  REQUIRE(read);
  CHECK(read->fidelity == Nb301Fidelity{1500, 20, 50});
  CHECK(read->val_accuracy == 0.9768);
  CHECK(read->test_accuracy == 0.9754);
  CHECK(read->runtime_seconds == 365136);
  CHECK(read->curve_epochs == 0);
  CHECK(read->genotype.normal.edges[0].operation == space::darts::Operation::skip_connect);
}

}  // namespace
}  // namespace cellar::io
