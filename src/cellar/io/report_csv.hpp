// SPDX-License-Identifier: Apache-2.0
// Tables of a study as comma-separated values (RFC 4180 with single line feeds): a header line, accuracies as
// fractions, numbers in shortest round-trip form.
#pragma once

#include <string>
#include <string_view>

#include <cellar/benchmark/benchmark.hpp>
#include <cellar/space/space.hpp>
#include <cellar/study/record.hpp>
#include <cellar/study/summary.hpp>

namespace cellar::io {

/// A line per optimizer: what its runs ended with, and its scores in study::compare.
std::string summary_csv(const study::StudyRecord& record, const space::Space& space);

/// A line per optimizer and point of the anytime curve; runs_going counts those that have not ended before the point.
std::string curve_csv(const study::StudyRecord& record, study::CurveAxis axis);

/// A line per incumbent of every run.
std::string incumbents_csv(const study::StudyRecord& record, const space::Space& space);

/// Header and line of answers to queries, each with a line end; fields as in evaluation_line.
std::string evaluation_csv_header();
std::string evaluation_csv(const benchmark::Benchmark& benchmark, const space::Architecture& architecture,
                           const benchmark::Evaluation& answer);

}  // namespace cellar::io
