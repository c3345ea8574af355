// SPDX-License-Identifier: Apache-2.0
#include <cli/study_folder.hpp>

#include <algorithm>

#include <cellar/io/record_difference.hpp>
#include <cellar/io/record_json.hpp>
#include <cellar/io/report_csv.hpp>
#include <cellar/io/report_svg.hpp>
#include <cellar/io/shard_text.hpp>
#include <cellar/io/timing_json.hpp>
#include <cellar/study/parts.hpp>
#include <cli/files.hpp>
#include <cli/oneshot_folder.hpp>
#include <cli/study_journal.hpp>

namespace cellar::cli {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using study::StudyRecord;

namespace {

constexpr const char* kRecordFile = "record.json";
constexpr const char* kTimingFile = "timing.json";

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::exists(file, ignored);
}

Error refused(const fs::path& folder, const std::string& reason) {
  return {ErrorCode::invalid_argument, reason + "; choose another folder, or write over it with --force",
          "--out " + folder.string()};
}

// A file from elsewhere that names what we do not know is a failure of the file, not of the command.
Error in_file(const fs::path& file, const Error& error) { return {ErrorCode::parse_error, error.text(), file.string()}; }

Result<StudyRecord> read_record(const fs::path& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  auto record = io::parse_record(*text);
  if (!record) return in_file(file, record.error());
  return record;
}

Result<KeptStudy> read_folder(const fs::path& folder) {
  if (!is_there(folder / kRecordFile) && is_there(folder / kJournalFile)) {
    auto journal = read_journal(folder);
    if (!journal) return journal.error();
    return KeptStudy{std::move(journal->study), std::move(journal->times)};
  }
  auto record = read_record(folder / kRecordFile);
  if (!record) return record.error();
  if (!is_there(folder / kTimingFile)) return KeptStudy{*std::move(record), {}};
  const auto text = read_file(folder / kTimingFile);
  if (!text) return text.error();
  auto times = io::parse_timing(*text, record->spec);
  if (!times) return in_file(folder / kTimingFile, times.error());
  return KeptStudy{*std::move(record), *std::move(times)};
}

std::string shard_name(const StudyRecord& study) {
  return study.shard ? "shard " + io::format_shard(*study.shard) : "the whole study";
}

Result<Done> check_same(const fs::path& folder, const StudyRecord& there, const StudyRecord& asked) {
  if (const auto other = io::study_difference(there, asked))
    return refused(folder, "holds another study (" + other->place + ": " + other->one + " there, " + other->other +
                               " now)");
  if (!(there.shard == asked.shard))
    return refused(folder, "holds " + shard_name(there) + ", not " + shard_name(asked));
  return Done{};
}

Result<Done> check_journal(const fs::path& folder, const StudyRecord& asked) {
  const auto journal = read_journal(folder);
  if (!journal) return refused(folder, "holds a journal that cannot be read (" + journal.error().text() + ")");
  if (const auto same = check_same(folder, journal->study, asked); !same) return same;
  const auto missing = study::missing_runs(journal->study).size();
  if (missing == 0) return Done{};
  return Error{ErrorCode::invalid_argument,
               "holds this study unfinished, " + std::to_string(missing) + " of " +
                   std::to_string(study::runs_of_shard(asked.spec, asked.shard).size()) +
                   " runs are missing; go on with `cellar search --resume " + folder.string() +
                   "`, or begin again with --force",
               "--out " + folder.string()};
}

}  // namespace

Result<KeptStudy> join(std::span<const KeptStudy> parts) {
  std::vector<StudyRecord> records;
  std::vector<study::RunTime> times;
  for (const auto& part : parts) {
    records.push_back(part.record);
    times.insert(times.end(), part.times.begin(), part.times.end());
  }
  auto record = study::merge(records);
  if (!record) return record.error();
  std::sort(times.begin(), times.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  return KeptStudy{*std::move(record), std::move(times)};
}

Result<KeptStudy> read_kept_study(const fs::path& study) {
  std::error_code ignored;
  if (fs::is_directory(study, ignored)) return read_folder(study);
  auto record = read_record(study);
  if (!record) return record.error();
  return KeptStudy{*std::move(record), {}};
}

Result<StudyRecord> read_study(const fs::path& study) {
  if (is_there(study / kOneShotRecordFile)) {
    const auto one_shot = read_one_shot(study);
    if (!one_shot) return one_shot.error();
    return study::as_study(*one_shot);
  }
  auto kept = read_kept_study(study);
  if (!kept) return kept.error();
  return std::move(kept->record);
}

Result<Done> make_study_folder(const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return Error{ErrorCode::io_error, "cannot be made: " + problem.message(), folder.string()};
  return Done{};
}

Result<Done> check_study_folder(const fs::path& folder, const StudyRecord& asked) {
  if (is_there(folder / kJournalFile))
    if (const auto checked = check_journal(folder, asked); !checked) return checked;
  if (!is_there(folder / kRecordFile)) return Done{};
  const auto record = read_record(folder / kRecordFile);
  if (!record) return refused(folder, "holds a record that cannot be read (" + record.error().text() + ")");
  return check_same(folder, *record, asked);
}

Result<Done> write_study_folder(const fs::path& folder, const KeptStudy& study, const space::Space& space) {
  const auto& record = study.record;
  const std::pair<const char*, std::string> files[] = {
      {"summary.csv", io::summary_csv(record, space)},
      {"curve.csv", io::curve_csv(record, study::CurveAxis::evaluations)},
      {"curve.svg", io::curve_svg(record, {})},
      {kTimingFile, io::to_json(study.times)},
      {kRecordFile, io::to_json(record, space)},
  };
  for (const auto& [name, content] : files)
    if (const auto written = write_file(folder / name, content); !written) return written.error();
  return Done{};
}

void remove_record(const fs::path& folder) {
  std::error_code ignored;
  fs::remove(folder / kRecordFile, ignored);
}

}  // namespace cellar::cli
