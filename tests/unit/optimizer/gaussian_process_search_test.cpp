// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <set>

#include <cellar/optimizer/gaussian_process_search.hpp>
#include <cellar/space/nb1shot1.hpp>
#include "optimizer/toy_run.hpp"

using namespace cellar;
using optimizer::kGaussianProcessSearch;
using optimizer::Move;
using optimizer::NamedOption;
using optimizer::Trial;

namespace {

std::vector<Trial> searched(const AdditiveBenchmark& toy, const std::vector<NamedOption>& options,
                            std::size_t evaluations) {
  return toy_run(kGaussianProcessSearch, toy, 9, evaluations, {}, options);
}

const benchmark::FidelityRange kEpochs = {108, 108, "epochs", {}};

}  // namespace

TEST_CASE("after the random ones every suggestion is the process's, with its expected improvement") {
  const AdditiveBenchmark toy(space::nb1shot1::space(1), kEpochs);
  const auto trials = searched(toy, {{"startup", std::int64_t{8}}}, 40);
  std::int64_t best = 0;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const auto& reason = trials[i].suggestion.reason;
    CHECK(reason.move == (i < 8 ? Move::random : Move::model));
    CHECK(reason.score.has_value() == (i >= 8));
    if (reason.score) CHECK(*reason.score > 0);
    if (reason.parent >= 0) CHECK(reason.parent == best);  // the searches begin beside the best
    if (trials[i].evaluation->val_accuracy > trials[static_cast<std::size_t>(best)].evaluation->val_accuracy)
      best = static_cast<std::int64_t>(i);
  }
}

TEST_CASE("with fewer points than evaluations the search goes on, differently") {
  const AdditiveBenchmark toy(space::nb1shot1::space(1), kEpochs);
  const auto all = suggestions_of(searched(toy, {{"candidates", std::int64_t{50}}}, 60));
  const auto few =
      suggestions_of(searched(toy, {{"candidates", std::int64_t{50}}, {"max_points", std::int64_t{20}}}, 60));
  CHECK(std::equal(all.begin(), all.begin() + 25, few.begin()));
  CHECK(all != few);
  CHECK(std::set(few.begin(), few.end()).size() == few.size());
}
