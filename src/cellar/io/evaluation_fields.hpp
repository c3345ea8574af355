// SPDX-License-Identifier: Apache-2.0
// The members of a JSON object that hold a benchmark's answer; the same in query lines and in records.
#pragma once

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/io/json_document.hpp>

namespace cellar::io {

/// Appends val_accuracy to flags.
void put_evaluation(Json& object, const benchmark::Evaluation& answer);

/// Inverse of put_evaluation; failures go to the place's fault.
benchmark::Evaluation read_evaluation(const Place& object);

}  // namespace cellar::io
