// SPDX-License-Identifier: Apache-2.0
#include <cli/study_runner.hpp>

#include <cli/interrupt.hpp>
#include <cli/progress_bar.hpp>

namespace cellar::cli {

base::Result<WatchedStudy> run_watched(const study::StudySpec& spec, const benchmark::Benchmark& benchmark,
                                       unsigned threads, const Console& console) {
  catch_interrupts();
  ProgressBar bar(errors_are_terminal() && !console.quiet(), spec.simulated_seconds.has_value());
  auto record = study::run_study(spec, benchmark, threads, [&](const study::Progress& progress) {
    bar.show(progress);
    return !interrupted();
  });
  if (!record) return record.error();
  return WatchedStudy{*std::move(record), bar.elapsed_seconds(), interrupted()};
}

}  // namespace cellar::cli
