// SPDX-License-Identifier: Apache-2.0
// What a surrogate's regrets are measured against: the best architecture that long searches find on it.
#pragma once

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include "training/tree_fit.hpp"

namespace cellar::training {

/// The best of ten evolutions and ten local searches of 20,000 evaluations each. Seconds to a minute; the result does not
/// depend on `threads`.
base::Result<space::Architecture> search_best(const benchmark::Benchmark& benchmark, unsigned threads,
                                              const PhaseProgress& progress);

}  // namespace cellar::training
