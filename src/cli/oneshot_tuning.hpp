// SPDX-License-Identifier: Apache-2.0
// `cellar oneshot --tune`: optimizers tune the hyperparameters of one-shot methods (Zela et al., arXiv 2001.10422, section
// 5). Every search is kept in a journal, and one that is there is not repeated.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/study/one_shot.hpp>
#include <cli/console.hpp>
#include <cli/image_files.hpp>

namespace cellar::cli {

struct TuningWish {
  int space = 1;  ///< number of a oneshot::tuning_space
  std::string optimizers;
  std::int64_t evaluations = 20;
  int runs = 1;
  std::uint64_t seed = 1;
  std::filesystem::path folder;  ///< of the journal; empty: kept nowhere
  unsigned threads = 0;
};

/// Tunes one method after the other and prints how the optimizers compare, with the best setting of each. `methods` are
/// resolved; their `epochs` is the highest fidelity, a half and a quarter of it the others. Errors: those of
/// study::resolve, of the searches and of the journal.
base::Result<base::Done> tune(const TuningWish& wish, const std::vector<oneshot::MethodSpec>& methods,
                              const benchmark::Benchmark& table, const LoadedTask& loaded, const Console& console);

}  // namespace cellar::cli
