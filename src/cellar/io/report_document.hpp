// SPDX-License-Identifier: Apache-2.0
// What a report of one or more studies says, before it is HTML or Markdown.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <cellar/io/report_svg.hpp>
#include <cellar/study/record.hpp>

namespace cellar::io {

struct ReportTable {
  std::string title;
  std::string note;  ///< what the columns mean; may be empty
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  ///< the first cell is the row's name
};

struct ReportSection {
  std::string title;
  std::vector<std::string> paragraphs;
  std::string command;               ///< empty: none
  std::vector<std::string> figures;  ///< an SVG element each; title and description are inside
  std::vector<ReportTable> tables;
};

struct ReportDocument {
  std::string title;
  std::vector<ReportSection> sections;
  std::string bibtex;
};

struct ReportedStudy {
  study::StudyRecord record;
  /// What regret is measured against; nothing: the optimum that the record knows, or no regret.
  std::optional<study::RegretReference> reference = {};
};

/// A section over all studies where there are several with two optimizers or more in common, one for each study, and
/// the methods. `statistic` is what the figures show. Not empty.
ReportDocument report_document(std::span<const ReportedStudy> studies, Statistic statistic = Statistic::median);

}  // namespace cellar::io
