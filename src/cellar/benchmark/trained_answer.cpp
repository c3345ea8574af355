// SPDX-License-Identifier: Apache-2.0
#include <cellar/benchmark/trained_answer.hpp>

#include <cmath>

namespace cellar::benchmark {

double training_operations(std::int64_t macs, int training_images, int epochs) {
  constexpr double kOperations = 2, kPasses = 3;
  return kPasses * kOperations * static_cast<double>(macs) * training_images * epochs;
}

void answer_from_seeds(std::span<const table::TrainedNetwork> trained, const table::ImageCounts& images,
                       Evaluation& answer) {
  const auto seeds = static_cast<double>(trained.size());
  double val = 0, test = 0;
  for (const auto& each : trained) {
    val += each.val_correct;
    test += each.test_correct;
  }
  answer.val_accuracy = val / seeds / images.validation;
  answer.test_accuracy = test / seeds / images.test;
  if (trained.size() < 2) return;
  double squares = 0;
  for (const auto& each : trained) {
    const double deviation = static_cast<double>(each.val_correct) / images.validation - answer.val_accuracy;
    squares += deviation * deviation;
  }
  answer.val_accuracy_sd = std::sqrt(squares / seeds);
}

}  // namespace cellar::benchmark
