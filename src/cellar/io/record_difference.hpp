// SPDX-License-Identifier: Apache-2.0
// Where two records of one study part: what `verify` reports.
#pragma once

#include <optional>
#include <string>

#include <cellar/base/result.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

/// The first difference as an Error mismatch with its place ("re, run 3, incumbent 2, val_accuracy") and both values;
/// nothing where the records are the same. Order: model, spec, then run by run.
std::optional<base::Error> first_difference(const study::StudyRecord& recorded, const study::StudyRecord& repeated);

}  // namespace cellar::io
