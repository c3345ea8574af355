// SPDX-License-Identifier: Apache-2.0
#include <training/measures/test_figures.hpp>

#include <doctest/doctest.h>

#include <numeric>

#include <cellar/space/darts.hpp>
#include <cellar/space/nb1shot1.hpp>
#include <cellar/study/statistics.hpp>
#include <training/data/splits.hpp>

#include "made_up_dataset.hpp"

namespace cellar::training {
namespace {

// Three members: the truth, the truth and 0.01 more, and 0.02 more for source "de".
TestPredictions predictions_of(const Dataset& data, const Split& split) {
  TestPredictions predictions{3, {}};
  for (const std::size_t row : split.test) {
    const double truth = data.val_accuracy[row], more = data.source[row] == "de" ? 0.02 : 0.01;
    predictions.values.insert(predictions.values.end(), {truth, truth + more, truth + more});
  }
  return predictions;
}

struct Example {
  Dataset data = made_up_dataset(space::darts::space(), 400, {"rs", "de", "re"}, 3);
  Split split = *make_split(data, "50/10/40", 1);
  TestPredictions predictions = predictions_of(data, split);
};

std::size_t all_of(const std::vector<GroupFigures>& groups) {
  return std::accumulate(groups.begin(), groups.end(), std::size_t{0},
                         [](std::size_t sum, const GroupFigures& group) { return sum + group.architectures; });
}

TEST_CASE("figures of the whole test are those of its functions") {
  const Example example;
  const auto figures = test_figures(example.data, example.split, example.predictions);
  CHECK(figures.architectures == example.split.test.size());
  CHECK(test_architectures(example.data, example.split).size() == figures.architectures);
  CHECK(figures.member_rmse == doctest::Approx(0));
  std::vector<double> truth, mean;
  std::size_t repeated = 0;
  for (std::size_t i = 0; i < example.split.test.size(); ++i) {
    const std::size_t row = example.split.test[i];
    truth.push_back(example.data.val_accuracy[row]);
    mean.push_back(study::mean_of(std::span(example.predictions.values).subspan(3 * i, 3)));
    repeated += example.data.trainings[row].size() >= 2;
  }
  CHECK(figures.agreement.kendall_tau == agreement(mean, truth).kendall_tau);
  CHECK(figures.agreement.rmse == agreement(mean, truth).rmse);
  CHECK(figures.repeated == repeated);
  REQUIRE(figures.kl_divergence);
  CHECK(*figures.kl_divergence > 0);
  CHECK(figures.calibration.size() == 19);
  CHECK(figures.coverage[2] > figures.coverage[0]);
}

TEST_CASE("without repeated trainings there is no divergence") {
  Example example;
  example.data.trainings.clear();
  CHECK_FALSE(test_figures(example.data, example.split, example.predictions).kl_divergence);
}

TEST_CASE("every source has its own error") {
  const Example example;
  const auto groups = figures_by_source(example.data, example.split, example.predictions);
  REQUIRE(groups.size() == 3);
  CHECK(all_of(groups) == example.split.test.size());
  CHECK(groups[0].group == "de");
  CHECK(groups[0].bias == doctest::Approx(0.04 / 3));
  CHECK(groups[0].mae == doctest::Approx(0.04 / 3));
  CHECK(groups[0].rmse == doctest::Approx(0.04 / 3));
  CHECK(groups[1].bias == doctest::Approx(0.02 / 3));
  REQUIRE(groups[1].agreement);
  CHECK(groups[1].agreement->kendall_tau == doctest::Approx(1));
}

TEST_CASE("groups by parameter-free operations and by depth hold the whole test, ascending") {
  const Example example;
  const auto shares = figures_by_parameter_free(example.data, example.split, example.predictions);
  CHECK(all_of(shares) == example.split.test.size());
  for (std::size_t i = 1; i < shares.size(); ++i) CHECK(shares[i].group[0] > shares[i - 1].group[0]);
  CHECK(shares.front().group.ends_with(" of 8"));
  const auto depths = figures_by_depth(example.data, example.split, example.predictions);
  CHECK(all_of(depths) == example.split.test.size());
  CHECK(depths.size() >= 3);
  for (const auto& group : depths) {
    CHECK((group.group >= "1" && group.group <= "4"));
    CHECK(group.agreement.has_value() == (group.architectures >= 10));
  }
}

TEST_CASE("pools are a cell's operations without parameters; its depth is not looked at") {
  for (const space::Space* space :
       std::vector<const space::Space*>{&space::nb101::space(), &space::nb1shot1::space(2)}) {
    const auto data = made_up_dataset(*space, 60, {"rs"}, 3);
    const Split split{"all", {0}, {}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
    const auto groups = figures_by_parameter_free(data, split, predictions_of(data, split));
    CHECK(all_of(groups) == 12);
    CHECK(groups.size() > 2);
    CHECK(groups.front().group.starts_with("0 of"));
    CHECK(figures_by_depth(data, split, predictions_of(data, split)).empty());
  }
}

}  // namespace
}  // namespace cellar::training
