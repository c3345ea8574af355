// SPDX-License-Identifier: Apache-2.0
// The journal of a study, schema "cellar.journal/1": JSON Lines, written as the study goes on and sealed one by one
// (sealed_lines.hpp). The first line says what the study was asked and who answers, every other holds one finished run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <cellar/base/result.hpp>
#include <cellar/space/space.hpp>
#include <cellar/study/record.hpp>
#include <cellar/study/run.hpp>

namespace cellar::io {

/// The first line, with its end; the runs of `study` are not written.
std::string journal_header(const study::StudyRecord& study);

/// Another line, with its end. `space` is that of the study's benchmark.
std::string journal_line(const study::FinishedRun& run, const space::Space& space);

struct Journal {
  study::StudyRecord study;           ///< with the finished runs in canonical order
  std::vector<study::RunTime> times;  ///< of the same runs
  std::size_t whole_bytes = 0;        ///< up to the end of the last whole line
  bool torn = false;                  ///< a line behind it was being written when the process died
};

/// Error parse_error with the line, and with what to do so that nothing else is lost: a header that is damaged or
/// missing, a damaged line that is not the last one, a run that is not finished, not of the study or shard, or there
/// twice. A damaged last line was torn: it counts as not written.
base::Result<Journal> parse_journal(std::string_view text);

}  // namespace cellar::io
