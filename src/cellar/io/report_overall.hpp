// SPDX-License-Identifier: Apache-2.0
// The part of a report that looks over several studies.
#pragma once

#include <span>

#include <cellar/io/report_document.hpp>
#include <cellar/study/over_studies.hpp>

namespace cellar::io {

/// Ranks by study and by budget, Friedman's test, and where there are two benchmarks or more the critical-difference
/// diagram. `comparison` is of the records of `studies`.
ReportSection overall_section(std::span<const ReportedStudy> studies, const study::StudiesComparison& comparison);

}  // namespace cellar::io
