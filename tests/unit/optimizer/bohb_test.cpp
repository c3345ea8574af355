// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include <cellar/optimizer/bohb.hpp>
#include <cellar/optimizer/categorical_kernel_density.hpp>
#include "optimizer/toy_run.hpp"

using namespace cellar;
using optimizer::CategoricalKernelDensity;
using optimizer::Move;

namespace {

using Values = std::vector<std::uint8_t>;

CategoricalKernelDensity density_of(std::span<const space::Parameter> parameters, const std::vector<Values>& rows,
                                    double min_bandwidth) {
  const std::vector<std::span<const std::uint8_t>> spans(rows.begin(), rows.end());
  return {parameters, spans, min_bandwidth};
}

const std::vector<space::Parameter> kTwo = {{"first", 3}, {"second", 2}};

}  // namespace

TEST_CASE("a kernel density is the mean of the observations' kernels") {
  // The values do not vary, so both bandwidths are the least allowed.
  const auto density = density_of(kTwo, {{1, 0}, {1, 0}}, 0.3);
  CHECK(density.bandwidth(0) == 0.3);
  CHECK(density.probability(Values{1, 0}) == doctest::Approx(0.7 * 0.7));
  CHECK(density.probability(Values{0, 0}) == doctest::Approx(0.15 * 0.7));
  CHECK(density.probability(Values{2, 1}) == doctest::Approx(0.15 * 0.3));
}

TEST_CASE("bandwidths follow the normal reference rule and end where the kernel is uniform") {
  // 0 0 0 1: standard deviation sqrt(3) / 4; 4 observations, 2 parameters; 2 0 0 0 has twice that.
  const auto density = density_of(kTwo, {{2, 0}, {0, 0}, {0, 0}, {0, 1}}, 0.0);
  const double rule = 1.06 * std::sqrt(3.0) / 4 * std::pow(4.0, -1.0 / 6);
  CHECK(density.bandwidth(1) == doctest::Approx(rule));
  CHECK(density.bandwidth(0) == doctest::Approx(2.0 / 3));  // the rule says 0.73
}

TEST_CASE("the probabilities of all combinations sum to 1") {
  const auto density = density_of(kTwo, {{2, 0}, {1, 0}, {0, 1}}, 0.05);
  double sum = 0;
  for (std::uint8_t a = 0; a < 3; ++a)
    for (std::uint8_t b = 0; b < 2; ++b) sum += density.probability(Values{a, b});
  CHECK(sum == doctest::Approx(1));
}

TEST_CASE("samples are observations, of which values are replaced as often as the bandwidth says") {
  const auto density = density_of(kTwo, {{2, 1}}, 0.3);
  base::Rng rng(1);
  int kept = 0;
  constexpr int kSamples = 20000;
  for (int i = 0; i < kSamples; ++i) {
    std::size_t observation = 7;
    kept += density.sample(rng, observation)[0] == 2 ? 1 : 0;
    CHECK(observation == 0);
  }
  // Kept, or replaced by itself: 0.7 + 0.3 / 3 = 0.8; six standard errors are 0.017.
  CHECK(kept / static_cast<double>(kSamples) == doctest::Approx(0.8).epsilon(0.021));
}

TEST_CASE("BOHB draws at random until a fidelity has parameters + 4 trials, then asks the model for two of three") {
  const AdditiveBenchmark toy;
  const auto trials = toy_run(optimizer::kBohb, toy, 1, 400);
  const std::size_t enough = toy.space().parameters().size() + 4;
  int by_model = 0, newcomers = 0;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const auto& reason = trials[i].suggestion.reason;
    if (reason.move == Move::promotion) continue;
    CHECK(reason.rung == 0);
    if (i < enough) CHECK(reason.move == Move::random);
    if (i < 65) continue;  // the first round of brackets: 27-9-3-1, 9-3-1, 6-2, 4
    ++newcomers;
    by_model += reason.move == Move::model ? 1 : 0;
  }
  CHECK(by_model / static_cast<double>(newcomers) == doctest::Approx(0.67).epsilon(0.15));
}

TEST_CASE("BOHB runs the rungs of Hyperband") {
  const AdditiveBenchmark toy;
  const auto trials = toy_run(optimizer::kBohb, toy, 2, 65);
  std::vector<int> fidelities;
  for (const auto& trial : trials) fidelities.push_back(trial.suggestion.fidelity);
  const auto hyperband = toy_run(**optimizer::find_optimizer("hyperband"), toy, 2, 65);
  for (std::size_t i = 0; i < fidelities.size(); ++i) CHECK(fidelities[i] == hyperband[i].suggestion.fidelity);
}
