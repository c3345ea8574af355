// SPDX-License-Identifier: Apache-2.0
// Studies of one-shot methods as JSON, schema "cellar.oneshot/1": a record, and the journal that grows with every finished
// run, whose lines are sealed (sealed_lines.hpp).
#pragma once

#include <string>
#include <string_view>

#include <cellar/base/result.hpp>
#include <cellar/study/one_shot.hpp>

namespace cellar::io {

/// What was asked, who answers, and each run with each epoch: over several lines, the same bytes for the same record on
/// every build. `space` is that of the record's benchmark.
std::string to_json(const study::OneShotRecord& record, const space::Space& space);

/// The first line of a journal; the runs of `record` are not written.
std::string one_shot_journal_header(const study::OneShotRecord& record);

/// Another line: a finished run.
std::string one_shot_journal_line(const study::OneShotRunRecord& run, const space::Space& space);

struct OneShotJournal {
  study::OneShotRecord record;  ///< its runs by method, then run
  std::size_t whole_bytes = 0;  ///< up to the end of the last whole line
  bool torn = false;            ///< a line behind it was being written when the process died
};

/// Error parse_error with the line; a damaged last line was torn and counts as not written.
base::Result<OneShotJournal> parse_one_shot_journal(std::string_view text);

/// Inverse of to_json. Errors: parse_error, unknown_name, out_of_space, each with the place.
base::Result<study::OneShotRecord> parse_one_shot_record(std::string_view text);

/// One row an epoch: method, run, epoch, losses, accuracies, regret where the optimum is known, entropy, rank
/// correlation where it was looked at, architecture.
std::string one_shot_csv(const study::OneShotRecord& record, const space::Space& space);

}  // namespace cellar::io
