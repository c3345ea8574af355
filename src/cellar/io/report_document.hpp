// SPDX-License-Identifier: Apache-2.0
// What a report of one or more studies says, before it is HTML, Markdown or CSV.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <cellar/study/record.hpp>

namespace cellar::io {

struct ReportTable {
  std::string title;
  std::string note;  ///< what the columns mean; may be empty
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

struct ReportFigure {
  std::string svg;  ///< one element; its title and description are inside
};

struct ReportSection {
  std::string title;
  std::vector<std::string> paragraphs;
  std::string command;  ///< empty: none
  std::vector<ReportFigure> figures;
  std::vector<ReportTable> tables;
};

struct ReportDocument {
  std::string title;
  std::vector<ReportSection> sections;
  std::string bibtex;
};

/// A section for each study, one over all of them where there are several of the same optimizers, and the methods.
ReportDocument report_document(std::span<const study::StudyRecord> studies);

/// The main table and the tests between pairs of one study.
ReportTable score_table(const study::StudyRecord& record);
ReportTable pair_table(const study::StudyRecord& record);

/// A p-value to four decimals; "< 0.0001" below.
std::string p_text(double p);

/// `cellar search …` that makes the study again.
std::string search_command(const study::StudySpec& spec);

}  // namespace cellar::io
