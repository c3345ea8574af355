// SPDX-License-Identifier: Apache-2.0
// Finds and loads model files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>

namespace cellar::cli {

/// Content of a model file. Looks in `folder` where given, else in $CELLAR_MODELS, else in ../share/cellar/models beside
/// the executable, else in models/ of the source tree this program was built from; a path with a folder in it is taken
/// as it is. Errors: model_missing (with the remedy), io_error.
base::Result<std::vector<std::uint8_t>> load_model_file(std::string_view file, const std::string& folder);

/// The benchmark with its model file from there. Errors: also unknown_name and model_damaged.
base::Result<std::unique_ptr<benchmark::Benchmark>> load_benchmark(std::string_view name, const std::string& folder);

}  // namespace cellar::cli
