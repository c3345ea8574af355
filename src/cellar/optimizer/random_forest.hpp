// SPDX-License-Identifier: Apache-2.0
// A random forest that also says how sure it is: Breiman, "Random forests", Machine Learning 45, 2001; mean and
// variance over trees as in Hutter, Hoos and Leyton-Brown, "Sequential model-based optimization for general algorithm
// configuration", LION 2011, section 4.1, with the numbers of SMAC v3 (smac/epm/rf_with_instances.py).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <cellar/base/rng.hpp>
#include <cellar/optimizer/regression_tree.hpp>

namespace cellar::optimizer {

class RandomForest {
 public:
  struct Settings {
    std::size_t trees = 10;
    std::uint32_t min_leaf = 3;       ///< rows, those drawn twice counted twice
    double parameters = 5.0 / 6.0;    ///< the part of them that a node looks at, drawn anew
  };

  struct Prediction {
    double mean;
    double variance;  ///< of the trees' answers (population variance)
  };

  /// Each tree on as many rows as there are, drawn with replacement. Limits: those of TreeTable.
  static RandomForest fit(std::span<const space::Parameter> parameters, std::span<const std::uint8_t> values,
                          std::span<const double> targets, const Settings& settings, base::Rng& rng);

  Prediction predict(std::span<const std::uint8_t> values) const;

  /// What each tree answers, for many rows that differ from this one by one value.
  using Answers = std::vector<RegressionTree::Answer>;
  Answers answers(std::span<const std::uint8_t> values) const;

  /// The same as predict(values), where `before` are the answers to a row that differs in this parameter alone. Trees
  /// that did not ask for it answer as they did. Nothing where that holds for all of them.
  std::optional<Prediction> predict_exchange(const Answers& before, std::span<const std::uint8_t> values,
                                             std::size_t parameter) const;

  std::span<const RegressionTree> trees() const { return trees_; }

 private:
  template <class AnswerOf>
  Prediction summary(AnswerOf answer_of) const;

  std::vector<RegressionTree> trees_;
};

}  // namespace cellar::optimizer
