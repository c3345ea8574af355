// SPDX-License-Identifier: Apache-2.0
// Where two records part: what `verify` reports of two of one study, and why two parts do not belong to one.
#pragma once

#include <optional>
#include <string>

#include <cellar/base/result.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

/// What two studies were asked differently, or who answered them differently.
struct StudyDifference {
  std::string place;  ///< "seed", "model"
  std::string one, other;
};

/// The first of what was asked, model, and version; nothing where records of the two can be parts of one study.
std::optional<StudyDifference> study_difference(const study::StudyRecord& one, const study::StudyRecord& other);

/// The first difference as an Error mismatch with its place ("re, run 3, incumbent 2, val_accuracy") and both values;
/// nothing where the records are the same. Order: model, spec, then run by run.
std::optional<base::Error> first_difference(const study::StudyRecord& recorded, const study::StudyRecord& repeated);

}  // namespace cellar::io
