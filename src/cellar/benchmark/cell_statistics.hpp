// SPDX-License-Identifier: Apache-2.0
// What the accuracies of a tabular space look like as a whole: the paper's first question to its spaces (arXiv 2001.10422,
// section 3), and what decides how far random and local search get.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <cellar/base/result.hpp>

namespace cellar::benchmark {

/// Shares of the cells at which a distribution is given.
inline constexpr std::array<double, 9> kStatisticsShares = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};

struct AccuracyDistribution {
  std::array<double, kStatisticsShares.size()> quantiles{};  ///< at kStatisticsShares; the last is the optimum
  double mean = 0;
  double near_optimum = 0;  ///< share of the cells within half a percentage point of the optimum
};

struct CellStatistics {
  int epochs = 0;            ///< the benchmark's longest training
  std::size_t cells = 0;     ///< distinct ones that the benchmark answers for
  std::size_t measured = 0;  ///< of which the validation accuracy is measured
  AccuracyDistribution val_accuracy, test_accuracy;
};

/// Of a benchmark whose space is NAS-Bench-101's or one of NAS-Bench-1Shot1, from the bytes of its file; every cell is
/// asked for. Errors: unknown_name for other benchmarks; model_damaged.
base::Result<CellStatistics> cell_statistics(std::string_view benchmark, std::span<const std::uint8_t> file);

/// What the original code of NAS-Bench-1Shot1 subtracts from (automl/nasbench-1shot1, search_spaces/search_space_*.py): the
/// best accuracies of single repeats over the part of a space that its generator reaches. Regret against them can be
/// negative. Nothing for other benchmarks.
struct PaperConstants {
  double val_accuracy, test_accuracy;
};
std::optional<PaperConstants> paper_constants(std::string_view benchmark);

}  // namespace cellar::benchmark
