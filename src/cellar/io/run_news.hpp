// SPDX-License-Identifier: Apache-2.0
// How a study whose runs are spread over workers comes together in one place: each worker tells what its session found
// since the last time, however long the study is, and the whole record grows from that.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/benchmark/benchmark.hpp>
#include <cellar/study/session.hpp>

namespace cellar::io {

/// The worker's side.
class RunNews {
 public:
  /// `{"runs":[…]}`: the runs of `session` that went on since the last call, as in a record but with their new
  /// incumbents alone, and with "thinking_seconds". Always the same session.
  std::string next(const study::Session& session, const space::Space& space);

 private:
  struct Told {
    std::int64_t evaluations = 0;
    std::size_t incumbents = 0;
  };
  std::vector<Told> told_;  // by position in the session's record
};

/// A record, and beside it what differs between two repetitions.
struct GatheredStudy {
  study::StudyRecord record;
  std::vector<double> thinking_seconds;  ///< by run of the record; zeros where nobody measured
};

/// A study of which nothing is known yet. `spec` must have come from study::resolve.
GatheredStudy nothing_gathered(const study::StudySpec& spec, const benchmark::Benchmark& benchmark);

/// Adds what a worker told. News of one worker must come in order. Error parse_error where they do not fit; nothing is
/// taken then.
base::Result<base::Done> take_news(GatheredStudy& study, std::string_view news, const space::Space& space);

/// What the optimizers themselves took so far, over all their runs: `[{"optimizer","seconds","evaluations"}, …]`, for
/// those with an evaluation.
std::string thinking_json(const GatheredStudy& study);

}  // namespace cellar::io
