// SPDX-License-Identifier: Apache-2.0
// Runs of one-shot methods on several threads, a run on each.
#pragma once

#include <functional>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/study/one_shot.hpp>

namespace cellar::cli {

struct OneShotWork {
  const study::OneShotSpec& spec;  ///< resolved
  const benchmark::Benchmark& benchmark;
  const network::ImageTask& task;
  std::vector<study::RunKey> runs;
  unsigned threads = 0;  ///< 0: one per core
};

struct OneShotCallbacks {
  /// Takes each run as it ends, one at a time; an error of it ends all.
  std::function<base::Result<base::Done>(const study::OneShotRunRecord&)> finished;
  /// Gets the epochs done by all runs together, about ten times a second; where it returns false the runs in progress
  /// are given up.
  std::function<bool(std::size_t)> progress;
};

base::Result<base::Done> run_one_shot(const OneShotWork& work, const OneShotCallbacks& callbacks);

}  // namespace cellar::cli
