// SPDX-License-Identifier: Apache-2.0
// The tables of a report, and the few texts that every form of them shares.
#pragma once

#include <string>

#include <cellar/io/report_document.hpp>
#include <cellar/study/comparison.hpp>

namespace cellar::io {

/// Scores, ranks and what the tests found, a row per optimizer compared.
ReportTable score_table(const ReportedStudy& study, const study::Comparison& comparison);

/// The tests between pairs of optimizers, a row per pair.
ReportTable pair_table(const ReportedStudy& study, const study::Comparison& comparison);

/// Mean ranks of one study at the usual budgets, a row per budget.
ReportTable budget_table(const study::StudyRecord& record);

/// `names` beside the name of the row header.
std::vector<std::string> with_row_header(std::string row_header, std::vector<std::string> names);

/// "100 evaluations", "12.5 simulated GPU days".
std::string budget_text(const study::Budget& budget);

/// A p-value to four decimals; "< 0.0001" below.
std::string p_text(double p);

/// "*" for the best mean rank, "~" for one that does not differ from it at the 5 % level, else "".
std::string rank_mark(const study::Comparison& comparison, std::size_t score);

/// What the marks mean, with the test, the number of pairs and n.
std::string rank_mark_legend(const study::Comparison& comparison);

/// Where the runs are too few for any difference a sentence that says so, else "".
std::string power_text(const study::Comparison& comparison);

}  // namespace cellar::io
