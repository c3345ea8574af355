// SPDX-License-Identifier: Apache-2.0
// The benchmarks fashion-1shot1-1 to -3: the cells that the spaces of NAS-Bench-1Shot1 reach, really trained as small
// networks on Fashion-MNIST (docs/fashion.md). An architecture is answered as the cell it is.
//
// Of a cell that was trained, accuracies are the mean over all seeds that trained it so long, and val_accuracy_sd is
// their spread where there are two or more. A training that diverged counts with no right image. With noise asked for,
// the answer is one of the seeds. A cell that was not trained so long is answered by the model in the file, a mean that
// has no noise; where the file has no model it is refused. The flags say which.
//
// No time is in the file, as it differs from machine to machine: runtime_seconds is nominal, the arithmetic of the
// training at kNominalOperations a second.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/benchmark/trained_answer.hpp>

namespace cellar::benchmark {

/// DARTS cells, trained likewise (fashion_darts.hpp).
inline constexpr std::string_view kFashionDarts = "fashion-darts";

/// Number 1 to 3: "fashion-1shot1-1" to "-3".
std::string fashion_one_shot_name(int number);

/// Number 1 to 3, from the bytes of a file of kind training-results (table/training_results.hpp). Error model_damaged,
/// also where it is of another benchmark or network.
base::Result<std::unique_ptr<Benchmark>> make_fashion_one_shot(int number, std::span<const std::uint8_t> file);

}  // namespace cellar::benchmark
