// SPDX-License-Identifier: Apache-2.0
// A study's summary on standard output, in the format asked for.
#pragma once

#include <cellar/study/record.hpp>
#include <cli/console.hpp>
#include <cli/shared_options.hpp>
#include <cli/study_folder.hpp>

namespace cellar::cli {

/// `automatic` is the table, on a terminal and in a pipe.
void print_summary(const study::StudyRecord& record, const space::Space& space, OutputFormat format,
                   const Console& console);

/// As search and merge print a study: JSON is the whole record, which says all, is the same for every repetition, and is
/// what `report -` and `verify -` read; the table has the optimizers' own time, where it is known.
void print_study(const KeptStudy& study, const space::Space& space, OutputFormat format, const Console& console);

}  // namespace cellar::cli
