// SPDX-License-Identifier: Apache-2.0
// The members of a JSON object that say what a study was asked; the same in records and in summaries.
#pragma once

#include <cellar/io/json_document.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

/// Appends version, benchmark, model, optimum, spec and shard.
void put_study(Json& object, const study::StudyRecord& record);

/// Inverse of put_study; failures go to the place's fault.
study::StudyRecord read_study(const Place& object);

/// A flat object (see study_request.hpp): the same members as a record's spec, benchmark and budget beside the others.
study::StudySpec read_study_request(const Place& object);

}  // namespace cellar::io
