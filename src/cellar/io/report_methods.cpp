// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/report_methods.hpp>

#include <algorithm>

namespace cellar::io {
namespace {

using study::Comparison;

std::string runs_text(std::span<const ReportedStudy> studies) {
  std::string text;
  for (const auto& study : studies)
    text += (text.empty() ? "" : ", ") + study.record.spec.benchmark + " " + std::to_string(study.record.spec.runs);
  return "Every optimizer was run several times (" + text + "). Run r of each draws from the same random stream, so "
         "runs are paired: optimizers that begin with random architectures begin with the same ones. ";
}

std::string incumbent_text() {
  return "The incumbent of a run is its trial of the highest validation accuracy at the highest fidelity reached; what "
         "is shown of it is its answer at full fidelity. Test accuracy and test regret are those of the same "
         "architecture and take no part in any choice. ";
}

std::string cost_text(std::span<const ReportedStudy> studies) {
  const auto any = [&](bool study::StudySpec::*flag) {
    return std::any_of(studies.begin(), studies.end(), [&](const auto& study) { return study.record.spec.*flag; });
  };
  std::string text = "Simulated time is the training time of all trials, each counted ";
  text += any(&study::StudySpec::continue_training) ? "in full, or where a command says --continue-training as what is "
                                                      "left of it. "
                                                    : "in full. ";
  text += any(&study::StudySpec::noise) ? "Where a command says --noise, answers have the noise between repeated "
                                          "trainings. "
                                        : "Answers have no noise: asked again, a benchmark answers the same. ";
  return text;
}

std::string figure_text(Statistic statistic) {
  switch (statistic) {
    case Statistic::median: return "Figures show the median over the runs with quartiles. ";
    case Statistic::mean: return "Figures show the mean over the runs with its standard error. ";
    case Statistic::runs: return "Figures show every run, and the median. ";
  }
  return "";
}

std::string exactness_text(std::span<const Comparison> comparisons) {
  bool exact = false, approximate = false;
  for (const auto& comparison : comparisons)
    for (const auto& pair : comparison.pairs) (pair.test.exact ? exact : approximate) = true;
  if (!approximate) return "exact p-values";
  const std::string normal = "p-values from the normal distribution with corrections for ties and continuity";
  if (!exact) return normal;
  return "exact p-values up to " + std::to_string(study::kMostExactPairs) + " pairs that differ and above " + normal;
}

std::string tests_text(std::span<const Comparison> comparisons) {
  const bool any = std::any_of(comparisons.begin(), comparisons.end(),
                               [](const auto& one) { return !one.pairs.empty(); });
  if (!any) return "";
  return "Pairs of optimizers are compared by Wilcoxon's signed-rank test on the incumbents' validation accuracy, "
         "two-sided, zero differences by Pratt's rule, " + exactness_text(comparisons) + ", with Holm's correction "
         "over all pairs of a table, at the 5 % level; effect sizes are the matched-pairs rank-biserial correlation "
         "and the A of Vargha and Delaney. ";
}

std::string completeness_text(std::span<const Comparison> comparisons) {
  const bool incomplete = std::any_of(comparisons.begin(), comparisons.end(),
                                      [](const auto& one) { return !one.complete; });
  return incomplete ? "Not all runs are finished; a table has the run numbers that reached its budget for every "
                      "optimizer it compares. "
                    : "";
}

}  // namespace

std::string methods_text(std::span<const ReportedStudy> studies, std::span<const Comparison> comparisons,
                         bool over_studies, Statistic statistic) {
  std::string text = runs_text(studies) + incumbent_text() + cost_text(studies) + figure_text(statistic) +
                     tests_text(comparisons) + completeness_text(comparisons);
  if (over_studies)
    text += "Over studies, optimizers are compared by Friedman's test with its correction for ties, in Iman and "
            "Davenport's form, and by Nemenyi's critical difference of mean ranks. ";
  text.pop_back();  // the last space
  return text;
}

}  // namespace cellar::io
