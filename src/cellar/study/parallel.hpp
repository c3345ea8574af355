// SPDX-License-Identifier: Apache-2.0
// A study on all cores of a machine; native only (the page spreads runs over workers instead).
#pragma once

#include <functional>

#include <cellar/study/session.hpp>

namespace cellar::study {

/// Runs the whole study on `threads` threads (0: one per core). `progress` is called on the calling thread about ten
/// times a second; where it returns false the study stops early and the record holds what was done. The record does
/// not depend on the number of threads.
base::Result<StudyRecord> run_study(const StudySpec& spec, const benchmark::Benchmark& benchmark, unsigned threads,
                                    const std::function<bool(const Progress&)>& progress);

}  // namespace cellar::study
