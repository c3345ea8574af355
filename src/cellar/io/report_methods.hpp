// SPDX-License-Identifier: Apache-2.0
// The paragraph of a report that says how its figures came about: only what was really done.
#pragma once

#include <span>
#include <string>

#include <cellar/io/report_document.hpp>
#include <cellar/study/comparison.hpp>

namespace cellar::io {

/// `comparisons` are all that the report shows; `over_studies` where it has a section over several studies.
std::string methods_text(std::span<const ReportedStudy> studies, std::span<const study::Comparison> comparisons,
                         bool over_studies, Statistic statistic);

}  // namespace cellar::io
