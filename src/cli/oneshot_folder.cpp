// SPDX-License-Identifier: Apache-2.0
#include <cli/oneshot_folder.hpp>

#include <cellar/io/one_shot_json.hpp>
#include <cellar/io/report_svg.hpp>
#include <cli/files.hpp>
#include <cli/study_folder.hpp>
#include <cli/study_journal.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;
using study::OneShotRecord;

// What another command must agree on to go on with a journal.
bool same_study(const OneShotRecord& a, const OneShotRecord& b) {
  return a.spec == b.spec && a.model == b.model && a.data_sha256 == b.data_sha256 &&
         a.training_images == b.training_images && a.version == b.version;
}

Error in_file(const fs::path& file, const Error& error) { return {error.code, error.text(), file.string()}; }

Result<OpenOneShotFolder> go_on(FolderLock lock, const fs::path& file, const OneShotRecord& asked,
                                const Console& console) {
  const auto text = read_file(file);
  if (!text) return text.error();
  auto journal = io::parse_one_shot_journal(*text);
  if (!journal) return in_file(file, journal.error());
  if (!same_study(journal->record, asked))
    return Error{ErrorCode::mismatch, "is of another study (methods, options, runs, seed, table, images or version); "
                                      "take another folder", file.string()};
  if (journal->torn) console.note(file.string() + ": its last line was torn and counts as not written");
  auto opened = AppendedFile::reopen(std::move(lock), file, journal->whole_bytes);
  if (!opened) return opened.error();
  return OpenOneShotFolder{std::move(journal->record), *std::move(opened)};
}

io::CurvePlot regret_over_epochs(const OneShotRecord& record) {
  io::CurvePlot plot;
  plot.scale = io::Scale::linear;
  plot.statistic = io::Statistic::mean;
  plot.measure = record.optimum ? study::Measure::test_regret : study::Measure::test_accuracy;
  plot.unit = io::CurveUnit::epochs;
  return plot;
}

}  // namespace

Result<OpenOneShotFolder> open_one_shot_folder(const fs::path& folder, const OneShotRecord& asked,
                                               const Console& console) {
  if (const auto made = make_study_folder(folder); !made) return made.error();
  auto lock = FolderLock::take(folder);
  if (!lock) return lock.error();
  const fs::path file = folder / kJournalFile;
  std::error_code ignored;
  if (fs::exists(file, ignored)) return go_on(*std::move(lock), file, asked, console);
  auto begun = AppendedFile::begin(*std::move(lock), file, io::one_shot_journal_header(asked));
  if (!begun) return begun.error();
  return OpenOneShotFolder{asked, *std::move(begun)};
}

Result<Done> write_one_shot_folder(const fs::path& folder, const OneShotRecord& record, const space::Space& space) {
  if (const auto written = write_file(folder / "epochs.csv", io::one_shot_csv(record, space)); !written)
    return written.error();
  const auto curve = io::curve_svg(study::as_study(record), regret_over_epochs(record));
  if (const auto written = write_file(folder / "curve.svg", curve); !written) return written.error();
  return write_file(folder / kOneShotRecordFile, io::to_json(record, space));
}

Result<OneShotRecord> read_one_shot(const fs::path& study) {
  std::error_code ignored;
  const fs::path file = fs::is_directory(study, ignored) ? study / kOneShotRecordFile : study;
  const auto text = read_file(file);
  if (!text) return text.error();
  auto record = io::parse_one_shot_record(*text);
  if (!record) return in_file(file, record.error());
  return record;
}

}  // namespace cellar::cli
