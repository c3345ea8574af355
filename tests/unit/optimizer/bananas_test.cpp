// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include <cellar/encoding/path_features.hpp>
#include <cellar/optimizer/bananas.hpp>
#include <cellar/optimizer/perceptron_ensemble.hpp>
#include <cellar/space/nb1shot1.hpp>
#include "optimizer/toy_run.hpp"

using namespace cellar;
using optimizer::Acquisition;
using optimizer::acquisition_scores;
using optimizer::EnsemblePrediction;
using optimizer::kBananas;
using optimizer::Move;
using optimizer::NamedOption;
using optimizer::Trial;

namespace {

std::vector<Trial> searched(const AdditiveBenchmark& toy, const std::vector<NamedOption>& options,
                            std::size_t evaluations) {
  return toy_run(kBananas, toy, 9, evaluations, {.most = 4}, options);
}

std::int64_t best_of(std::span<const Trial> trials) {
  const auto less = [](const Trial& a, const Trial& b) {
    return a.evaluation->val_accuracy < b.evaluation->val_accuracy;
  };
  return std::max_element(trials.begin(), trials.end(), less) - trials.begin();
}

}  // namespace

TEST_CASE("scores of predictions are the authors' formulas, turned to accuracies") {
  const std::vector<EnsemblePrediction> predictions = {{{0.93, 0.97}, 0.95, 0.02}, {{0.94, 0.95}, 0.945, 0.005}};
  base::Rng rng(1);
  const auto scores = [&](Acquisition acquisition) { return acquisition_scores(acquisition, predictions, 0.96, rng); };
  CHECK(scores(Acquisition::ucb)[0] == doctest::Approx(0.96));
  // z = -0.01 / 0.02: Phi(-0.5) = 0.308538
  CHECK(scores(Acquisition::pi)[0] == doctest::Approx(0.308538).epsilon(1e-5));
  // sd 0.004, z = -2.5: 0.004 (phi(2.5) - 2.5 Phi(-2.5)) = 0.004 (0.0175283 - 2.5 * 0.00620967)
  CHECK(scores(Acquisition::ei)[0] == doctest::Approx(0.004 * 0.00200413).epsilon(1e-4));
  const auto ts = scores(Acquisition::ts);
  const std::size_t network = ts[0] == 0.93 ? 0 : 1;
  CHECK(ts[0] == predictions[0].members[network]);
  CHECK(ts[1] == predictions[1].members[network]);
  double sum = 0, squares = 0;
  constexpr int kDraws = 4000;
  for (int draw = 0; draw < kDraws; ++draw) {
    const double z = (scores(Acquisition::its)[1] - 0.945) / 0.005;
    sum += z;
    squares += z * z;
  }
  CHECK(std::abs(sum / kDraws) < 0.06);  // four standard errors
  CHECK(squares / kDraws == doctest::Approx(1).epsilon(0.09));
}

TEST_CASE("an ensemble learns accuracies, and its mean and spread are those of its networks") {
  optimizer::SparseRows rows;
  std::vector<double> accuracies;
  base::Rng rng(2);
  for (std::size_t i = 0; i < 60; ++i) {
    std::vector<std::uint16_t> ones;
    for (std::uint16_t feature = 0; feature < 12; ++feature)
      if (rng.below(2) == 1) ones.push_back(feature);
    rows.add(ones);
    accuracies.push_back(0.92 + 0.003 * static_cast<double>(ones.size()));
  }
  const optimizer::PerceptronEnsemble ensemble(3, 12, rows, accuracies, {}, rng);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto prediction = ensemble.predict(rows[i]);
    REQUIRE(prediction.members.size() == 3);
    const auto& m = prediction.members;
    const double mean = (m[0] + m[1] + m[2]) / 3;
    CHECK(prediction.mean == doctest::Approx(mean));
    double squares = 0;
    for (const double member : m) squares += (member - mean) * (member - mean);
    CHECK(prediction.sd == doctest::Approx(std::sqrt(squares / 3)));
    CHECK(std::abs(prediction.mean - accuracies[i]) < 0.01);
  }
}

TEST_CASE("a batch is the model's choice among mutations of the best ones, in descending order of score") {
  const AdditiveBenchmark toy;
  const auto trials = searched(toy, {{"startup", std::int64_t{6}}, {"batch", std::int64_t{5}}}, 21);
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const auto& reason = trials[i].suggestion.reason;
    CHECK(reason.move == (i < 6 ? Move::random : Move::model));
    if (i < 6) continue;
    const std::size_t batch = 6 + (i - 6) / 5 * 5;
    REQUIRE(!reason.considered.empty());
    CHECK(reason.considered.front() == best_of(std::span(trials).first(batch)));
    CHECK(std::count(reason.considered.begin(), reason.considered.end(), reason.parent) == 1);
    if (i > batch) CHECK(*reason.score <= *trials[i - 1].suggestion.reason.score);
  }
}

TEST_CASE("without networks mutations of the best are taken as they come") {
  const AdditiveBenchmark toy;
  const auto trials = searched(toy, {{"acquisition", std::string("none")}}, 60);
  for (std::size_t i = 10; i < trials.size(); ++i) {
    const auto& reason = trials[i].suggestion.reason;
    CHECK(reason.move == Move::mutation);
    CHECK_FALSE(reason.score.has_value());
    const std::size_t batch = i / 10 * 10;
    REQUIRE(reason.parent == best_of(std::span(trials).first(batch)));
    const auto around = toy.space().neighbours(trials[static_cast<std::size_t>(reason.parent)].suggestion.architecture);
    CHECK(std::find(around.begin(), around.end(), trials[i].suggestion.architecture) != around.end());
  }
}

TEST_CASE("candidates come from where the option says") {
  const AdditiveBenchmark toy;
  const auto parents = [&](const std::string& source) {
    std::set<bool> has_parent;
    const auto trials = searched(toy, {{"source", source}, {"networks", std::int64_t{1}}}, 60);
    for (const auto& trial : std::span(trials).subspan(10)) has_parent.insert(trial.suggestion.reason.parent >= 0);
    return has_parent;
  };
  CHECK(parents("mutation") == std::set{true});
  CHECK(parents("random") == std::set{false});
  CHECK(parents("both").size() == 2);
}

TEST_CASE("no two suggestions have the same paths") {
  const AdditiveBenchmark toy(space::nb1shot1::space(1), {108, 108, "epochs", {}});
  const auto trials = searched(toy, {{"acquisition", std::string("none")}}, 400);
  const encoding::PathFeatures paths(toy.space());
  std::set<std::vector<std::uint16_t>> seen;
  for (const auto& trial : trials) CHECK(seen.insert(paths.indices(trial.suggestion.architecture)).second);
}
