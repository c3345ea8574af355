// SPDX-License-Identifier: Apache-2.0
// A small record with every kind of value, written by hand: two optimizers of one name, both budgets, an unfinished run.
#pragma once

#include <cellar/space/darts.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

inline space::Architecture example_architecture(std::uint8_t operation) {
  space::darts::Genotype genotype;
  for (auto* cell : {&genotype.normal, &genotype.reduce})
    for (std::uint8_t edge = 0; edge < space::darts::kEdgesPerCell; ++edge)
      cell->edges[edge] = {static_cast<std::uint8_t>(edge % 2), static_cast<space::darts::Operation>(operation)};
  return space::darts::pack(genotype);
}

inline benchmark::Evaluation example_answer(double val_accuracy) {
  benchmark::Evaluation answer;
  answer.val_accuracy = val_accuracy;
  answer.val_accuracy_sd = 0.00125;
  answer.runtime_seconds = 5000;
  answer.parameters = 3'000'000;
  answer.macs = 500'000'000;
  answer.fidelity = 98;
  answer.flags = benchmark::kFittedToSurrogate | benchmark::kNoisy;
  return answer;
}

inline study::RunRecord example_run(std::size_t optimizer, int run, std::vector<double> incumbents) {
  study::RunRecord record{};
  record.optimizer = optimizer;
  record.run = run;
  for (const double accuracy : incumbents) {
    record.evaluations += 3;
    record.simulated_seconds += 15'000.25;
    record.incumbents.push_back({record.evaluations, record.simulated_seconds,
                                 example_architecture(static_cast<std::uint8_t>(record.incumbents.size())),
                                 example_answer(accuracy), example_answer(accuracy).fidelity, accuracy});
  }
  record.trials_digest[0] = static_cast<std::uint8_t>(16 + run);
  return record;
}

inline study::StudyRecord example_record() {
  study::StudyRecord record;
  record.spec.benchmark = "nb301";
  const auto evolution = [](std::int64_t population) {
    return study::OptimizerSpec{"re", {{"population", population}, {"tournament", std::int64_t{10}}}};
  };
  record.spec.optimizers = {{"rs", {}}, evolution(100), evolution(50)};
  record.spec.runs = 2;
  record.spec.evaluations = 9;
  record.spec.simulated_seconds = 1e6;
  record.spec.seed = 18'446'744'073'709'551'615u;  // the largest, beyond what a double holds exactly
  record.spec.noise = true;
  record.model = {"nb301-example", std::string(64, 'a')};
  record.runs = {example_run(0, 0, {0.91, 0.92}), example_run(0, 1, {0.915}),
                 example_run(1, 0, {0.9, 0.93, 0.94}), example_run(1, 1, {0.935}),
                 example_run(2, 0, {0.94}), example_run(2, 1, {})};
  return record;
}

}  // namespace cellar::io
