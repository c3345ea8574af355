// SPDX-License-Identifier: Apache-2.0
#include <cli/study_folder.hpp>

#include <cellar/io/record_json.hpp>
#include <cellar/io/report_csv.hpp>
#include <cellar/io/report_svg.hpp>
#include <cli/files.hpp>

namespace cellar::cli {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;

namespace {

constexpr const char* kRecordFile = "record.json";

Error refused(const fs::path& folder, const std::string& reason) {
  return {ErrorCode::invalid_argument, reason + "; choose another folder, or write over it with --force",
          "--out " + folder.string()};
}

}  // namespace

base::Result<Done> prepare_study_folder(const fs::path& folder, bool force, const study::StudySpec& spec,
                                        const benchmark::ModelIdentity& model) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return Error{ErrorCode::io_error, "cannot be made: " + problem.message(), folder.string()};
  if (force || !fs::exists(folder / kRecordFile, problem)) return Done{};
  const auto record = read_study(folder);
  if (!record) return refused(folder, "holds a record that cannot be read (" + record.error().text() + ")");
  if (!(record->spec == spec)) return refused(folder, "holds another study");
  if (!(record->model == model)) return refused(folder, "holds this study with another model, " + record->model.name);
  return Done{};
}

base::Result<Done> write_study_folder(const fs::path& folder, const study::StudyRecord& record,
                                      const space::Space& space) {
  const std::pair<const char*, std::string> files[] = {
      {"summary.csv", io::summary_csv(record, space)},
      {"curve.csv", io::curve_csv(record, study::CurveAxis::evaluations)},
      {"curve.svg", io::curve_svg(record, {})},
      {kRecordFile, io::to_json(record, space)},
  };
  for (const auto& [name, content] : files)
    if (const auto written = write_file(folder / name, content); !written) return written.error();
  return Done{};
}

base::Result<study::StudyRecord> read_study(const fs::path& study) {
  std::error_code ignored;
  const fs::path file = fs::is_directory(study, ignored) ? study / kRecordFile : study;
  const auto text = read_file(file);
  if (!text) return text.error();
  auto record = io::parse_record(*text);
  // A record from elsewhere that names what we do not know is a failure of the file, not of the command.
  if (!record) return Error{ErrorCode::parse_error, record.error().text(), file.string()};
  return record;
}

}  // namespace cellar::cli
