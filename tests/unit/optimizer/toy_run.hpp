// SPDX-License-Identifier: Apache-2.0
// Asks an optimizer, answers from an additive benchmark, tells it: what a study does, with failures where wanted.
#pragma once

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include <cellar/optimizer/optimizer.hpp>
#include "optimizer/additive_benchmark.hpp"

inline std::unique_ptr<cellar::optimizer::Optimizer> make_optimizer(
    const cellar::optimizer::OptimizerInfo& info, const AdditiveBenchmark& toy,
    std::vector<cellar::optimizer::NamedOption> options = {}) {
  return info.make({&toy.space(), toy.fidelities()}, *cellar::optimizer::resolve_options(info, options));
}

// How a run asks, and which evaluations fail.
struct Habit {
  std::size_t most = 1;        // suggestions at a time
  std::size_t fail_every = 0;  // every so-manieth trial fails; 0: none
};

inline std::optional<cellar::benchmark::Evaluation> toy_answer(const AdditiveBenchmark& toy, const Habit& habit,
                                                               const cellar::optimizer::Suggestion& suggestion,
                                                               std::size_t number) {
  if (habit.fail_every > 0 && (number + 1) % habit.fail_every == 0) return std::nullopt;
  return *toy.query(suggestion.architecture, suggestion.fidelity, {});
}

// Goes on until `trials` has `evaluations`. `look` sees each batch before it is told, with the number of trials told.
template <class Look>
void go_on(cellar::optimizer::Optimizer& optimizer, cellar::base::Rng& rng, const AdditiveBenchmark& toy,
           const Habit& habit, std::size_t evaluations, std::vector<cellar::optimizer::Trial>& trials, Look look) {
  while (trials.size() < evaluations) {
    const std::size_t wanted = std::min(habit.most, evaluations - trials.size());
    std::vector<cellar::optimizer::Suggestion> batch;
    optimizer.ask(wanted, rng, batch);
    REQUIRE(!batch.empty());
    REQUIRE(batch.size() <= wanted);
    look(batch, trials);
    for (const auto& suggestion : batch) {
      trials.push_back({suggestion, toy_answer(toy, habit, suggestion, trials.size())});
      optimizer.tell(trials.back());
    }
  }
}

inline void go_on(cellar::optimizer::Optimizer& optimizer, cellar::base::Rng& rng, const AdditiveBenchmark& toy,
                  const Habit& habit, std::size_t evaluations, std::vector<cellar::optimizer::Trial>& trials) {
  go_on(optimizer, rng, toy, habit, evaluations, trials, [](const auto&, const auto&) {});
}

inline std::vector<cellar::optimizer::Trial> toy_run(const cellar::optimizer::OptimizerInfo& info,
                                                     const AdditiveBenchmark& toy, std::uint64_t seed,
                                                     std::size_t evaluations, const Habit& habit = {},
                                                     std::vector<cellar::optimizer::NamedOption> options = {}) {
  const auto optimizer = make_optimizer(info, toy, std::move(options));
  cellar::base::Rng rng(seed);
  std::vector<cellar::optimizer::Trial> trials;
  go_on(*optimizer, rng, toy, habit, evaluations, trials);
  return trials;
}

// What was suggested, without reasons.
inline std::vector<std::pair<cellar::space::Architecture, int>> suggestions_of(
    std::span<const cellar::optimizer::Trial> trials) {
  std::vector<std::pair<cellar::space::Architecture, int>> suggestions;
  for (const auto& trial : trials) suggestions.emplace_back(trial.suggestion.architecture, trial.suggestion.fidelity);
  return suggestions;
}
