// SPDX-License-Identifier: Apache-2.0
// Records of studies as JSON, schema "cellar.record/1": what was asked, who answered, and what each run found.
#pragma once

#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/space/space.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

/// Over several lines, one per incumbent, with a line end; the same bytes for the same record on every build.
/// `space` is that of the record's benchmark.
std::string to_json(const study::StudyRecord& record, const space::Space& space);

/// Inverse of to_json: writing the result gives the same bytes again. Errors: parse_error, unknown_name (a benchmark or
/// optimizer nobody registered) and out_of_space, each with the place ("runs[3].incumbents[0].val_accuracy").
base::Result<study::StudyRecord> parse_record(std::string_view text);

}  // namespace cellar::io
