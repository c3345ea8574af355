// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <numeric>

#include "shipped_file.hpp"
#include "training/label_correction.hpp"
#include "training/measures/agreement.hpp"
#include "training/nb301_fit.hpp"

using namespace cellar;

namespace {

const training::LabelSet& labels() {
  static const auto read = training::read_label_set(shipped_file("nb301-labels-v1.cellar"));
  REQUIRE(read);
  return *read;
}

std::vector<std::size_t> numbers(std::size_t count) {
  std::vector<std::size_t> out(count);
  std::iota(out.begin(), out.end(), 0);
  return out;
}

}  // namespace

TEST_CASE("the labels are as many as the card says, and in the units it says") {
  CHECK(labels().fitted().size() >= 60'000);
  CHECK(labels().of("held_out").size() == 10'000);
  CHECK(labels().published.size() == 725);
  for (const double value : labels().published) CHECK((value > 0.9 && value < 0.95));
  for (const auto& teacher : labels().teacher)
    for (const double value : teacher.back()) CHECK((value > 0.7 && value < 0.98));
  for (const double seconds : labels().runtime_seconds) CHECK((seconds > 1000 && seconds < 15'000));
}

TEST_CASE("a label file that is cut or of another kind is refused") {
  auto bytes = shipped_file("nb301-labels-v1.cellar");
  CHECK(training::read_label_set(shipped_file("nb301-trees-v1.cellar")).error().where == "kind");
  bytes.resize(bytes.size() / 2);
  CHECK(training::read_label_set(bytes).error().code == base::ErrorCode::model_damaged);
}

TEST_CASE("the correction comes nearer to published predictions that it has not seen than teacher v1 on a line") {
  const auto published = labels().of("published");
  std::vector<std::size_t> seen, unseen_rows;
  std::vector<double> truth, teacher;
  for (std::size_t i = 0; i < published.size(); ++i) {
    if (i % 5 != 0) {
      seen.push_back(i);
      continue;
    }
    unseen_rows.push_back(published[i]);
    truth.push_back(labels().published[i]);
    teacher.push_back(labels().teacher[0].back()[published[i]]);
  }
  const auto corrected = training::LabelCorrection(labels(), seen).correct(unseen_rows);
  CHECK(training::agreement(corrected, truth).rmse < 0.0024);
  CHECK(training::agreement(corrected, truth).spearman > training::agreement(teacher, truth).spearman + 0.02);
}

TEST_CASE("a fit does not depend on the number of threads") {
  const auto rows = std::vector<std::size_t>(numbers(2000));
  const auto features = training::feature_matrix(labels(), rows);
  std::vector<double> targets(labels().runtime_seconds.begin(), labels().runtime_seconds.begin() + 2000);
  training::TreeFitOptions options;
  options.members = 4;
  options.trees = 15;
  options.unit = 3600;
  options.threads = 1;
  const auto alone = training::fit_trees("runtime", features, targets, options, [](int) {});
  options.threads = 4;
  const auto together = training::fit_trees("runtime", features, targets, options, [](int) {});
  REQUIRE(alone);
  REQUIRE(together);
  CHECK(*alone == *together);
  CHECK(alone->members[0] != alone->members[1]);
}
