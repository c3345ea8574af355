// SPDX-License-Identifier: Apache-2.0
// The benchmarks by name. Files are loaded by the caller (command line or page) and handed over as bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>

namespace cellar::benchmark {

struct BenchmarkInfo {
  std::string_view name;        ///< "nb301"
  std::string_view title;       ///< "NAS-Bench-301, DARTS cells, CIFAR-10"
  std::string_view summary;     ///< what its answers are: measured, modelled, fitted to a surrogate
  std::string_view model_file;  ///< file name below models/
  const space::Space& space;

  /// `model` is the content of model_file. Error model_damaged where it fails a check.
  base::Result<std::unique_ptr<Benchmark>> (*make)(std::span<const std::uint8_t> model);
};

std::span<const BenchmarkInfo> benchmarks();

/// Error unknown_name lists the known ones.
base::Result<const BenchmarkInfo*> find_benchmark(std::string_view name);

/// The space of a benchmark, also of one that has no file: it is answered by training alone (fashion.hpp).
base::Result<const space::Space*> find_space(std::string_view benchmark);

/// The space of this name ("darts", "nb1shot1-1"); none: no benchmark is over it.
const space::Space* space_named(std::string_view name);

/// find_benchmark and make in one.
base::Result<std::unique_ptr<Benchmark>> make_benchmark(std::string_view name, std::span<const std::uint8_t> model);

}  // namespace cellar::benchmark
