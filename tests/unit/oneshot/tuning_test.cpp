// SPDX-License-Identifier: Apache-2.0
// Spaces of hyperparameters, and tuning on them with a search that is only computed.
#include <cellar/oneshot/tuning_benchmark.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include <cellar/oneshot/method.hpp>

namespace cellar::oneshot {
namespace {

double number(const optimizer::OptionValue& value) {
  const auto* whole = std::get_if<std::int64_t>(&value);
  return whole ? static_cast<double>(*whole) : std::get<double>(value);
}

double setting(std::span<const optimizer::NamedOption> settings, std::string_view name) {
  for (const auto& each : settings)
    if (each.name == name) return number(each.value);
  FAIL("no setting ", std::string(name));
  return 0;
}

// Best where learning rate, weight decay and momentum are near fixed values, of which the first counts most. Shorter
// searches prefer another learning rate.
double synthetic_accuracy(std::span<const optimizer::NamedOption> settings, int epochs) {
  const double shift = 50.0 / epochs - 1;
  const auto miss = [&](std::string_view name, double best, double scale) {
    const double distance = std::log10(setting(settings, name) / best) / scale;
    return distance * distance;
  };
  const double sum = miss("learning_rate", 0.03 * (1 + shift), 1) + 0.5 * miss("weight_decay", 5e-5, 1) +
                     0.2 * std::pow(setting(settings, "cutout_probability") - 0.6, 2);
  return 0.95 - 0.05 * (1 - std::exp(-sum));
}

TuningBenchmark synthetic_benchmark(int number, std::vector<std::uint64_t>* seeds = nullptr) {
  const TuningTask task{"synthetic", {"table", "00"}, kTuningEpochs, 0.95, 0.94, true, 7};
  return TuningBenchmark(
      tuning_space(number), task,
      [seeds](std::span<const optimizer::NamedOption> settings, int epochs,
              std::uint64_t seed) -> base::Result<TuningOutcome> {
        if (seeds) seeds->push_back(seed);
        return TuningOutcome{synthetic_accuracy(settings, epochs), 0.9, 10.0 * epochs, benchmark::kMeasured};
      });
}

struct Spent {
  double best = 0;  // validation accuracy with all epochs
  int epochs = 0;
};

Spent tune(const TuningBenchmark& benchmark, std::string_view name, std::vector<optimizer::NamedOption> options,
           std::uint64_t seed, int epochs) {
  const auto& info = **optimizer::find_optimizer(name);
  const auto searcher =
      info.make({&benchmark.space(), benchmark.fidelities()}, *optimizer::resolve_options(info, options));
  base::Rng rng(seed);
  Spent spent;
  while (spent.epochs < epochs) {
    std::vector<optimizer::Suggestion> asked;
    searcher->ask(1, rng, asked);
    const auto answer = benchmark.query(asked.front().architecture, asked.front().fidelity, {});
    REQUIRE(answer);
    spent.epochs += answer->fidelity;
    if (answer->fidelity == benchmark.fidelities().max) spent.best = std::max(spent.best, answer->val_accuracy);
    searcher->tell({asked.front(), *answer});
  }
  return spent;
}

TEST_CASE("the spaces grow, and have the ends, the standard values and the sizes they say") {
  CHECK(tuning_space(1).hyperparameters().size() == 2);
  CHECK(tuning_space(2).hyperparameters().size() == 3);
  CHECK(tuning_space(3).hyperparameters().size() == 9);
  CHECK(tuning_space(1).size_text() == "525");
  CHECK(tuning_space(2).size_text() == "13125");
  CHECK(tuning_space(3).size_text() == "49612500000");
  for (const auto& each : tuning_space(3).hyperparameters()) {
    CAPTURE(each.name);
    CHECK(each.value(0) == each.low);
    CHECK(each.value(each.levels() - 1) == each.high);
    for (int level = 1; level < each.levels(); ++level) CHECK(each.value(level) > each.value(level - 1));
    const double nearest = each.value(each.standard_level());
    if (each.logarithmic)
      CHECK(std::abs(std::log(nearest / each.standard)) <= 0.51 * std::log(each.value(1) / each.value(0)));
    else
      CHECK(std::abs(nearest - each.standard) <= 0.51 * (each.value(1) - each.value(0)));
  }
  CHECK(tuning_space(3).to_compact(tuning_space(3).standard()) ==
        "{\"weight_decay\": 0.000316, \"cutout_probability\": 0, \"learning_rate\": 0.1, \"choice_learning_rate\": 0.001, "
        "\"choice_weight_decay\": 0.001, \"momentum\": 0.9, \"cutout\": 5, \"batch\": 32, \"clip\": 5}");
}

TEST_CASE("every setting is accepted by DARTS, as an option of its kind") {
  const auto& darts = **find_method("darts");
  for (int space_number = 1; space_number <= kTuningSpaces; ++space_number) {
    const auto& space = tuning_space(space_number);
    base::Rng rng(1);
    for (int i = 0; i < 100; ++i) {
      const auto settings = space.settings(space.sample(rng));
      const auto resolved = optimizer::resolve_options({darts.name, "", "", darts.options, nullptr}, settings);
      if (!resolved) MESSAGE(resolved.error().text());
      REQUIRE(resolved);
    }
    const auto batch = setting(tuning_space(3).settings(tuning_space(3).sample(rng)), "batch");
    CHECK(std::fmod(batch, 16) == 0);
  }
  CHECK(setting(tuning_space(1).settings(tuning_space(1).standard()), "cutout") == 5);
}

TEST_CASE("edits change one parameter, and all settings can be reached") {
  const auto& space = tuning_space(1);
  base::Rng rng(2);
  std::set<space::Architecture> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(space.sample(rng));
  CHECK(seen.size() == 525);
  const auto standard = space.standard();
  CHECK(space.from_parameters(space.to_parameters(standard)) == standard);
  const auto around = space.neighbours(standard);
  CHECK(std::set(around.begin(), around.end()).size() == 4 + 4 + 6 + 2);
  for (int i = 0; i < 200; ++i) {
    const auto mutant = space.mutate(standard, rng);
    CHECK(std::find(around.begin(), around.end(), mutant) != around.end());
  }
}

TEST_CASE("a query is a search with the setting, and says what the table says") {
  std::vector<std::uint64_t> seeds;
  const auto benchmark = synthetic_benchmark(2, &seeds);
  const auto standard = benchmark.space().standard();
  const auto plain = benchmark.query(standard, 25, {});
  REQUIRE(plain);
  CHECK(plain->val_accuracy == synthetic_accuracy(benchmark.space().settings(standard), 25));
  CHECK(plain->test_accuracy == 0.9);
  CHECK(plain->runtime_seconds == 250);
  CHECK(plain->fidelity == 25);
  CHECK(plain->flags == benchmark::kMeasured);
  const auto again = benchmark.query(standard, 50, {.noise_seed = 11});
  REQUIRE(again);
  CHECK(again->flags == (benchmark::kMeasured | benchmark::kNoisy));
  CHECK(seeds == std::vector<std::uint64_t>{7, 11});
  CHECK(benchmark.query(standard, 30, {}).error().code == base::ErrorCode::unsupported_fidelity);
  CHECK(benchmark.best_known().val_accuracy == 0.95);
  CHECK(benchmark.best_known().is_optimum);
}

TEST_CASE("a search that fails is an error of the query") {
  const TuningBenchmark benchmark(tuning_space(1), {"failing", {}, kTuningEpochs},
                                  [](auto, int, std::uint64_t) -> base::Result<TuningOutcome> {
                                    return base::Error{base::ErrorCode::internal, "the loss is no number", "step 3"};
                                  });
  CHECK(benchmark.query(tuning_space(1).standard(), 50, {}).error().where == "step 3");
}

TEST_CASE("TPE tunes better than random search with as many epochs") {
  constexpr int kRuns = 20;
  constexpr int kLeastWins = 16;  // with a fair coin at a probability of 0.6 %
  constexpr int kEpochs = 100 * 50;
  const auto benchmark = synthetic_benchmark(3);
  int wins = 0;
  for (std::uint64_t seed = 1; seed <= kRuns; ++seed)
    wins += tune(benchmark, "tpe", {}, seed, kEpochs).best > tune(benchmark, "rs", {}, seed, kEpochs).best ? 1 : 0;
  CHECK(wins >= kLeastWins);
}

}  // namespace
}  // namespace cellar::oneshot
