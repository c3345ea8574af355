// SPDX-License-Identifier: Apache-2.0
// How trainings of an architecture become an answer, whether they were read from a table or done just now.
#pragma once

#include <span>

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/table/training_results.hpp>

namespace cellar::benchmark {

/// A multiply-add is two operations, the backward pass counts as twice the forward one. `macs` are of a forward pass for
/// one image.
double training_operations(std::int64_t macs, int training_images, int epochs);

/// A second of nominal training time: 20 billion operations, what the trainer is to reach on one core.
inline constexpr double kNominalOperations = 20e9;

/// Accuracies are the mean over the trainings, of which there is one for each seed, and val_accuracy_sd their spread
/// where there are two or more. A training that diverged counts with no right image.
void answer_from_seeds(std::span<const table::TrainedNetwork> trained, const table::ImageCounts& images,
                       Evaluation& answer);

}  // namespace cellar::benchmark
