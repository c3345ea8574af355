// SPDX-License-Identifier: Apache-2.0
#include <cli/study_report.hpp>

#include <cellar/io/record_json.hpp>
#include <cellar/io/report_csv.hpp>
#include <cellar/io/summary_json.hpp>
#include <cli/study_table.hpp>

namespace cellar::cli {

void print_summary(const study::StudyRecord& record, const space::Space& space, OutputFormat format,
                   const Console& console) {
  switch (format) {
    case OutputFormat::json: console.result(io::summary_json(record, space)); break;
    case OutputFormat::json_lines: console.result(io::summary_lines(record, space)); break;
    case OutputFormat::csv: console.result(io::summary_csv(record, space)); break;
    case OutputFormat::table:
    case OutputFormat::automatic: console.result(study_table(record)); break;
  }
}

void print_study(const KeptStudy& study, const space::Space& space, OutputFormat format, const Console& console) {
  switch (format) {
    case OutputFormat::json: console.result(io::to_json(study.record, space)); break;
    case OutputFormat::table:
    case OutputFormat::automatic: console.result(study_table(study.record, study.times)); break;
    default: print_summary(study.record, space, format, console);
  }
}

}  // namespace cellar::cli
