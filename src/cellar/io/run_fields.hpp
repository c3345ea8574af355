// SPDX-License-Identifier: Apache-2.0
// The members of a JSON object that hold one run; the same in records, in journals and in news of a run.
#pragma once

#include <cstddef>

#include <cellar/io/json_document.hpp>
#include <cellar/space/space.hpp>
#include <cellar/study/session.hpp>

namespace cellar::io {

/// The run with its incumbents from the `first` on (0: all of them).
Json run_json(const study::RunRecord& run, std::size_t first, const space::Space& space);

/// Which run of `spec` the object is about; failures go to the place's fault.
study::RunKey read_run_key(const Place& place, const study::StudySpec& spec);

/// Inverse of run_json but for the key: appends the incumbents to those that `run` has, and sets the rest.
void read_run(const Place& place, const study::StudySpec& spec, const space::Space& space, study::RunRecord& run);

}  // namespace cellar::io
