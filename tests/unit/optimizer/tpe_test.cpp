// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <cellar/optimizer/tpe.hpp>
#include <cellar/space/nb1shot1.hpp>

using namespace cellar;
using space::Architecture;

namespace {

// A one-shot space's choices are its parameters, and all combinations are architectures.
const space::Space& one_shot() { return space::nb1shot1::space(3); }

double accuracy_of(const Architecture& architecture) {
  double sum = 0;
  for (std::size_t i = 0; i < architecture.size(); ++i) sum += static_cast<double>((7 * i + architecture[i]) % 5);
  return sum / 100;
}

struct Observed {
  Architecture architecture;
  double accuracy;
  std::int64_t trial;
};

// Of l or g: what a value's probability is among observations in the order they were made, summed one by one.
double probability(const std::vector<Observed>& observed, std::size_t parameter, std::uint8_t value, int size) {
  const auto count = observed.size();
  double sum = 0;
  double of_value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    double weight = 1;
    if (count > 25 && i + 25 < count) {
      const double lowest = 1.0 / static_cast<double>(count);
      const double steps = count == 26 ? 1 : static_cast<double>(count - 26);
      weight = lowest + (1 - lowest) * static_cast<double>(i) / steps;
    }
    sum += weight;
    if (observed[i].architecture[parameter] == value) of_value += weight;
  }
  return (of_value + 1) / (sum + size);
}

double log_ratio(std::vector<Observed> observed, const Architecture& architecture) {
  const auto good_count = static_cast<std::ptrdiff_t>(std::ceil(0.25 * std::sqrt(observed.size())));
  std::stable_sort(observed.begin(), observed.end(), [](auto& a, auto& b) { return a.accuracy > b.accuracy; });
  std::vector<Observed> good(observed.begin(), observed.begin() + good_count);
  std::vector<Observed> bad(observed.begin() + good_count, observed.end());
  const auto earlier = [](auto& a, auto& b) { return a.trial < b.trial; };
  std::sort(good.begin(), good.end(), earlier);
  std::sort(bad.begin(), bad.end(), earlier);
  double sum = 0;
  for (std::size_t i = 0; i < architecture.size(); ++i) {
    const int size = one_shot().parameters()[i].size;
    sum += std::log(probability(good, i, architecture[i], size) / probability(bad, i, architecture[i], size));
  }
  return sum;
}

}  // namespace

TEST_CASE("a suggestion's score is the ratio of densities counted anew, with failures among the bad") {
  for (const char* compare : {"architectures", "values"}) {
    CAPTURE(compare);
    const std::vector<optimizer::NamedOption> options = {{"compare", compare}};
    const auto searcher = optimizer::kTpe.make({&one_shot(), {108, 108, "epochs", {}}},
                                               *optimizer::resolve_options(optimizer::kTpe, options));
    base::Rng rng(1);
    std::vector<Observed> observed;
    for (std::int64_t trial = 0; trial < 150; ++trial) {
      std::vector<optimizer::Suggestion> batch;
      searcher->ask(1, rng, batch);
      REQUIRE(batch.size() == 1);
      const auto& suggestion = batch.front();
      if (trial < 20) {
        CHECK(suggestion.reason.move == optimizer::Move::random);
      } else {
        CHECK(suggestion.reason.move == optimizer::Move::model);
        CHECK(suggestion.reason.considered == searcher->members());
        CHECK(*suggestion.reason.score == doctest::Approx(log_ratio(observed, suggestion.architecture)).epsilon(1e-9));
      }
      optimizer::Trial told{suggestion, {}};
      if (trial % 7 != 3) {
        told.evaluation.emplace();
        told.evaluation->val_accuracy = accuracy_of(suggestion.architecture);
      }
      searcher->tell(told);
      observed.push_back({suggestion.architecture, told.evaluation ? told.evaluation->val_accuracy : -1, trial});
    }
  }
}

TEST_CASE("the good are the best quarter of the square root, the earlier among equals") {
  const auto searcher = optimizer::kTpe.make({&one_shot(), {108, 108, "epochs", {}}},
                                             *optimizer::resolve_options(optimizer::kTpe, {}));
  base::Rng rng(2);
  std::vector<optimizer::Suggestion> batch;
  searcher->ask(100, rng, batch);
  REQUIRE(batch.size() == 20);  // the random ones
  for (std::size_t i = 0; i < batch.size(); ++i) {
    benchmark::Evaluation evaluation;
    evaluation.val_accuracy = i == 11 ? 0.95 : i == 5 || i == 17 ? 0.94 : 0.9;
    searcher->tell({batch[i], evaluation});
  }
  CHECK(searcher->members() == std::vector<std::int64_t>{5, 11});  // ceil(0.25 sqrt(20)) = 2
}
