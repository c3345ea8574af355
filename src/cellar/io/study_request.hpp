// SPDX-License-Identifier: Apache-2.0
// Studies as a page asks for them: JSON in, a specification out.
#pragma once

#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/study/session.hpp>

namespace cellar::io {

/// `{"benchmark":"nb301","optimizers":[{"name":"re","options":{}}],"runs":10,"evaluations":1000,"seed":1,"noise":false}`,
/// with "simulated_seconds" where wanted. Options left out get their defaults in study::resolve. Errors: parse_error and
/// unknown_name, with the place ("optimizers[0].name").
base::Result<study::StudySpec> parse_study_request(std::string_view text);

/// The part of a study that one worker does: `[{"optimizer":0,"run":3}, …]`; empty text means all runs of `spec`.
base::Result<std::vector<study::RunKey>> parse_run_keys(std::string_view text, const study::StudySpec& spec);

}  // namespace cellar::io
