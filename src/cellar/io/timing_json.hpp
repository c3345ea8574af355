// SPDX-License-Identifier: Apache-2.0
// What the runs of a study took of their optimizers' own time, as JSON, schema "cellar.timing/1". It stands beside a record
// and not in it: no two repetitions take the same time.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/study/run.hpp>

namespace cellar::io {

/// `{"schema":…,"runs":[{"optimizer":0,"run":0,"evaluations":1000,"thinking_seconds":0.0123},…]}`, a line per run.
std::string to_json(std::span<const study::RunTime> times);

/// Inverse of to_json, for runs of `spec`. Error parse_error with the place.
base::Result<std::vector<study::RunTime>> parse_timing(std::string_view text, const study::StudySpec& spec);

}  // namespace cellar::io
