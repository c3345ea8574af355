// SPDX-License-Identifier: Apache-2.0
// The comparison of a study's optimizers as JSON: scores, ranks, tests between pairs.
#pragma once

#include <optional>
#include <string>

#include <cellar/study/comparison.hpp>

namespace cellar::io {

/// One line without a line end, schema "cellar.comparison/1"; `budget` as for study::compare.
/// `{"schema","version","benchmark","model","optimum"?,"spec",` as in records, then
/// `"axis":"evaluations"|"simulated_gpu_days","budget","at_end","complete","paired_runs","level","smallest_p_holm",
/// "underpowered","area_from",
/// "optimizers":[{"optimizer":label,"index","mean","standard_error","q25","median","q75","test_accuracy"?,"area",
///   "mean_rank"}, …],
/// "pairs":[{"first","second"` (indices into optimizers)`,"pairs","zeros","p","exact","p_holm","differs",
///   "median_difference","rank_biserial","a12"}, …],
/// "over_runs"?:{"blocks","groups","chi_squared","p_chi_squared","f"?,"p"},
/// "common_gpu_days"?,` the largest budget on the axis of simulated time`,
/// "ranks":[{"evaluations","mean_ranks":[…]}, …]}` mean ranks at smaller budgets of evaluations.
/// Accuracies, differences (first minus second) and areas are fractions. `optimizers` is empty where no run is paired.
std::string comparison_json(const study::StudyRecord& record, const std::optional<study::Budget>& budget = {});

/// The same over several lines, with a line end: what the command line prints.
std::string comparison_document(const study::StudyRecord& record, const std::optional<study::Budget>& budget = {});

}  // namespace cellar::io
