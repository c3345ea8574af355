// SPDX-License-Identifier: Apache-2.0
#include "training/best_search.hpp"

#include <cellar/study/parallel.hpp>
#include <cellar/study/session.hpp>

namespace cellar::training {

base::Result<space::Architecture> search_best(const benchmark::Benchmark& benchmark, unsigned threads,
                                              const PhaseProgress& progress) {
  study::StudySpec wanted{benchmark.name(), {{"re", {}}, {"ls", {}}}, 10, 20'000, {}, 1, false};
  const auto spec = study::resolve(wanted, benchmark);
  if (!spec) return spec.error();
  const auto show = [&](const study::Progress& at) {
    progress("search for the best known", at.runs, at.runs_total);
    return true;
  };
  const auto record = study::run_study(*spec, benchmark, {.threads = threads, .progress = show});
  if (!record) return record.error();
  const study::Incumbent* best = nullptr;
  for (const auto& run : record->runs)
    if (!best || run.incumbents.back().answer.val_accuracy > best->answer.val_accuracy) best = &run.incumbents.back();
  return best->architecture;
}

}  // namespace cellar::training
