// SPDX-License-Identifier: Apache-2.0
#include <cli/study_runner.hpp>

#include <chrono>

#include <cli/interrupt.hpp>
#include <cli/progress_bar.hpp>

namespace cellar::cli {
namespace {

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

base::Result<WatchedStudy> run_watched(const study::StudySpec& spec, const benchmark::Benchmark& benchmark,
                                       const Work& work, const Console& console) {
  catch_interrupts();
  ProgressBar bar(console, spec.simulated_seconds.has_value());
  std::vector<study::RunTime> times;
  const auto show = [&](const study::Progress& progress) {
    bar.show(progress);
    return !interrupted();
  };
  const auto keep = [&](std::span<const study::FinishedRun> runs) -> base::Result<base::Done> {
    for (const auto& run : runs) times.push_back(run.time());
    return work.journal ? work.journal->append(runs) : base::Done{};
  };
  auto record = study::run_study(spec, benchmark, {work.threads, work.runs, steady_seconds, show, keep});
  if (!record) return record.error();
  return WatchedStudy{{*std::move(record), std::move(times)}, bar.elapsed_seconds(), interrupted()};
}

}  // namespace cellar::cli
